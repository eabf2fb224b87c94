package dev.ordersaga.asl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The forms that a Resource has. */
final class TaskResources {

    /** A place of a definition that is not deployed yet stands for any text, its colons included. */
    private static final String OPEN = "\\$\\{[^}]*}";

    private static final String PARTITION = "(?:aws[a-z-]*|" + OPEN + ")";
    private static final String PART = "(?:" + OPEN + "|[^:])+";
    private static final Pattern FUNCTION =
            Pattern.compile("arn:" + PARTITION + ":lambda:" + PART + ":" + PART + ":function:.+");
    private static final Pattern ACTIVITY =
            Pattern.compile("arn:" + PARTITION + ":states:" + PART + ":" + PART + ":activity:.+");
    private static final Pattern INTEGRATION =
            Pattern.compile("arn:" + PARTITION + ":states:[^:]*:[^:]*:((?:aws-sdk:)?[^:.]+):([^:.]+)(\\..+)?");
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9]+)[^}]*}");

    private TaskResources() {}

    static TaskResource read(String text) {
        if (FUNCTION.matcher(text).matches()) {
            return new TaskResource.Function(text);
        }
        if (ACTIVITY.matcher(text).matches()) {
            return new TaskResource.Activity(text);
        }
        Matcher integration = INTEGRATION.matcher(text);
        if (integration.matches()) {
            String pattern = integration.group(3);
            return new TaskResource.Integration(
                    text, integration.group(1), integration.group(2), pattern == null ? "" : pattern);
        }
        return text.startsWith("${")
                ? new TaskResource.Place(text, place(text).orElse(""))
                : new TaskResource.Unknown(text);
    }

    static Optional<String> place(String text) {
        Matcher place = PLACE.matcher(text);
        return place.find() ? Optional.of(place.group(1)) : Optional.empty();
    }
}
