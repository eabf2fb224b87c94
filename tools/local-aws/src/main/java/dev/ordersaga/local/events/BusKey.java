package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.Caller;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bus of one account in one region. */
record BusKey(Caller owner, String name) implements Comparable<BusKey> {

    static final String DEFAULT = "default";

    private static final Pattern NAME_OR_ARN = Pattern.compile(
            "(arn:aws[\\w-]*:events:([a-z]{2}-[a-z]+-[\\w-]+):([0-9]{12}):event-bus\\/)?([/\\.\\-_A-Za-z0-9]+)");

    /** Takes a name or an ARN; anything else, such as the ARN of something that is no bus, is refused as AWS does. */
    static BusKey of(Caller caller, String nameOrArn) {
        Matcher read = NAME_OR_ARN.matcher(nameOrArn);
        if (!read.matches()) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value '" + nameOrArn
                            + "' at 'eventBusName' failed to satisfy constraint: Member must satisfy regular expression"
                            + " pattern: (arn:aws[\\w-]*:events:[a-z]{2}-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?"
                            + "[/\\.\\-_A-Za-z0-9]+");
        }
        Caller owner = read.group(1) == null ? caller : new Caller(read.group(3), read.group(2));
        return new BusKey(owner, read.group(4));
    }

    boolean isDefault() {
        return name.equals(DEFAULT);
    }

    String arn() {
        return "arn:aws:events:" + owner.region() + ":" + owner.account() + ":event-bus/" + name;
    }

    @Override
    public int compareTo(BusKey other) {
        return toString().compareTo(other.toString());
    }
}
