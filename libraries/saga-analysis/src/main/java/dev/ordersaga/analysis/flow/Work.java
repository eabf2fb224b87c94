package dev.ordersaga.analysis.flow;

import dev.ordersaga.asl.IntegrationPattern;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.TaskResource;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a Task does by what it calls and with which arguments.
 *
 * @param service such as {@code lambda}, {@code events}, {@code dynamodb}; {@code activity} for an activity, empty where it is not to be told
 * @param operation such as {@code invoke}, {@code putEvents}
 * @param waitsFor whether the state waits for more than the call's answer
 * @param function which function is called: the name in {@code ${…}}, or a function's name; empty for other services and where an expression decides
 * @param action what the payload names as {@code action}; empty where it names none
 */
public record Work(
        String service,
        String operation,
        IntegrationPattern waitsFor,
        Optional<String> function,
        Optional<String> action) {

    private static final String LAMBDA = "lambda";

    /** The work of a Task; empty for any other state. */
    public static Optional<Work> of(StateNode state) {
        return state.resource().map(resource -> of(resource, state.json()));
    }

    private static Work of(TaskResource resource, JsonNode task) {
        JsonNode arguments = task.has("Arguments") ? task.path("Arguments") : task.path("Parameters");
        if (resource instanceof TaskResource.Function || resource instanceof TaskResource.Place) {
            return new Work(
                    LAMBDA, "invoke", resource.waitsFor(), function(resource.text()), text(arguments.path("action")));
        }
        if (resource instanceof TaskResource.Activity activity) {
            return new Work("activity", activity.name(), resource.waitsFor(), Optional.empty(), Optional.empty());
        }
        if (!(resource instanceof TaskResource.Integration integration)) {
            return new Work("", resource.text(), resource.waitsFor(), Optional.empty(), Optional.empty());
        }
        Optional<String> function = invokes(integration.plainService(), integration.action())
                ? text(arguments.path("FunctionName")).flatMap(Work::function)
                : Optional.empty();
        return new Work(
                integration.plainService(),
                integration.action(),
                resource.waitsFor(),
                function,
                text(arguments.path("Payload").path("action")));
    }

    /** Whether a Lambda function does the work. */
    public boolean isFunction() {
        return invokes(service, operation);
    }

    private static boolean invokes(String service, String operation) {
        return service.equals(LAMBDA) && operation.toLowerCase(Locale.ROOT).startsWith("invoke");
    }

    private static Optional<String> function(String reference) {
        if (reference.startsWith("{%")) {
            return Optional.empty();
        }
        Optional<String> place = TaskResource.placeIn(reference);
        if (place.isPresent()) {
            return place;
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
