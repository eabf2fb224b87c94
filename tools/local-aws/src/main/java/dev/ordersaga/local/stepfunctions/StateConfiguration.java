package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is taken to have happened before a state that is tested.
 *
 * @param retries how often it was retried already
 * @param failedIterations how many iterations of a Map state failed; null where that is not said
 * @param itemsRead what the ItemReader of a Map state read
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestStateConfiguration.html">TestStateConfiguration</a>
 */
record StateConfiguration(int retries, @Nullable Integer failedIterations, Optional<String> itemsRead) {

    private static final String EXCEEDED = "States.ExceedToleratedFailureThreshold";

    static StateConfiguration read(RequestFields request) {
        Optional<JsonNode> given = request.any("stateConfiguration");
        if (given.isEmpty()) {
            return new StateConfiguration(0, null, Optional.empty());
        }
        if (!(given.get() instanceof ObjectNode object)) {
            throw new AwsError("SerializationException", "The field stateConfiguration must be a structure");
        }
        RequestFields fields = new RequestFields(object);
        fields.optional("errorCausedByState", 80);
        Optional<String> itemsRead = fields.optional("mapItemReaderData", 262_144);
        Integer retries = count(fields, "retrierRetryCount");
        return new StateConfiguration(
                retries == null ? 0 : retries, count(fields, "mapIterationFailureCount"), itemsRead);
    }

    /** Refuses what only a mock can give a meaning to. */
    void checkAgainst(Optional<Mock> mock) {
        if (failedIterations != null && mock.isEmpty()) {
            throw Mock.refused("TestState does not support MapIterationFailureCount when a mock is not specified.");
        }
    }

    void checkIterations(Mock mock) {
        JsonNode result = mock.result();
        if (failedIterations != null && result != null && result.isArray() && failedIterations > result.size()) {
            throw Mock.refused(
                    "Map iteration failure count must be less than or equal to the number of Map iterations");
        }
    }

    /** The mock, or the failure that so many failed iterations are. */
    Mock outcome(MapPreparation map, Mock mock) {
        JsonNode result = mock.result();
        if (failedIterations == null || result == null) {
            return mock;
        }
        int failed = failedIterations;
        boolean exceeded = map.number("ToleratedFailureCount")
                        .filter(count -> failed > count.asDouble())
                        .isPresent()
                || map.number("ToleratedFailurePercentage")
                        .filter(percentage ->
                                !result.isEmpty() && failed * 100.0 / result.size() > percentage.asDouble())
                        .isPresent();
        return exceeded ? Mock.failing(EXCEEDED, "The specified tolerated failure threshold was exceeded") : mock;
    }

    private static @Nullable Integer count(RequestFields fields, String name) {
        JsonNode value = fields.any(name).orElse(null);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new AwsError("SerializationException", "The field " + name + " must be a integer");
        }
        if (value.asInt() < 0) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value '" + value.asInt() + "' at '" + name
                            + "' failed to satisfy constraint: Member must have value greater than or equal to 0");
        }
        return value.asInt();
    }
}
