package dev.ordersaga.local.events;

import dev.ordersaga.local.http.Caller;

/** A bus of one account in one region. */
record BusKey(Caller owner, String name) implements Comparable<BusKey> {

    static final String DEFAULT = "default";

    /** Takes a name or an ARN. */
    static BusKey of(Caller caller, String nameOrArn) {
        String[] arn = nameOrArn.split(":", -1);
        if (arn.length == 6 && arn[0].equals("arn") && arn[5].startsWith("event-bus/")) {
            return new BusKey(new Caller(arn[4], arn[3]), arn[5].substring("event-bus/".length()));
        }
        return new BusKey(caller, nameOrArn);
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
