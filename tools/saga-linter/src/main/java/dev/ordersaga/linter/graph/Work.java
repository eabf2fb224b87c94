package dev.ordersaga.linter.graph;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a Task calls.
 *
 * @param service such as {@code lambda}, {@code events}, {@code dynamodb}; {@code activity} for an activity, empty where it is not to be told
 * @param operation such as {@code invoke}, {@code putEvents}
 * @param waiting whether the state waits for more than the call's answer
 * @param function which function is called: the name in {@code ${…}}, or a function's name; empty for other services and where an expression decides
 * @param action what the payload names as {@code action}; empty where it names none
 */
public record Work(
        String service, String operation, Waiting waiting, Optional<String> function, Optional<String> action) {

    /** What a state waits for beyond the call. */
    public enum Waiting {
        /** Nothing: the call's answer is the result. */
        NONE,
        /** The end of the job that the call began ({@code .sync}). */
        JOB,
        /** Whoever has the task token, or polls for an activity. */
        TOKEN
    }

    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9]+)[^}]*}");

    static Work of(JsonNode task) {
        String resource = task.path("Resource").asString("");
        JsonNode arguments = task.has("Arguments") ? task.path("Arguments") : task.path("Parameters");
        Optional<String> action = text(arguments.path("Payload").path("action"));
        String[] parts = resource.split(":", 7);
        if (resource.startsWith("${") || (parts.length == 7 && parts[2].equals("lambda"))) {
            return new Work("lambda", "invoke", Waiting.NONE, function(resource), text(arguments.path("action")));
        }
        if (parts.length == 7 && parts[2].equals("states") && parts[5].equals("activity")) {
            return new Work("activity", parts[6], Waiting.TOKEN, Optional.empty(), Optional.empty());
        }
        if (parts.length < 6 || !parts[2].equals("states")) {
            return new Work("", resource, Waiting.NONE, Optional.empty(), Optional.empty());
        }
        String rest = resource.substring(resource.indexOf(":states:") + ":states:".length())
                .replaceFirst("^[^:]*:[^:]*:", "");
        Waiting waiting = rest.contains(".waitForTaskToken")
                ? Waiting.TOKEN
                : rest.contains(".sync") ? Waiting.JOB : Waiting.NONE;
        String[] names =
                rest.replaceFirst("\\.(waitForTaskToken|sync(:\\d+)?)$", "").split(":", -1);
        int service = names[0].equals("aws-sdk") && names.length > 1 ? 1 : 0;
        String operation = names.length > service + 1 ? names[service + 1] : "";
        boolean lambda = names[service].equals("lambda")
                && operation.toLowerCase(Locale.ROOT).startsWith("invoke");
        return new Work(
                names[service],
                operation,
                waiting,
                lambda ? text(arguments.path("FunctionName")).flatMap(Work::function) : Optional.empty(),
                action);
    }

    /** Whether a Lambda function does the work. */
    public boolean isFunction() {
        return service.equals("lambda") && operation.toLowerCase(Locale.ROOT).startsWith("invoke");
    }

    private static Optional<String> function(String reference) {
        if (reference.startsWith("{%")) {
            return Optional.empty();
        }
        Matcher place = PLACE.matcher(reference);
        if (place.find()) {
            return Optional.of(place.group(1));
        }
        String[] parts = reference.split(":", -1);
        if (parts.length == 1) {
            return Optional.of(reference);
        }
        for (int i = 0; i + 1 < parts.length; i++) {
            if (parts[i].equals("function")) {
                return Optional.of(parts[i + 1]);
            }
        }
        return reference.startsWith("arn:") ? Optional.empty() : Optional.of(parts[0]);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }
}
