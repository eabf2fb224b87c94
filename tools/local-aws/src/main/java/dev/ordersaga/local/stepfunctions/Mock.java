package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a tested state's work is to come to, in place of doing it.
 *
 * @param result null where the work is to fail
 * @param resultText the result as it was written
 * @param error where the work is to fail: the error's name
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html">MockInput</a>
 */
record Mock(
        @Nullable JsonNode result,
        @Nullable String resultText,
        @Nullable String error,
        @Nullable String cause) {

    private static final Set<String> MOCKABLE = Set.of("Task", "Map", "Parallel");
    private static final List<String> MODES = List.of("STRICT", "PRESENT", "NONE");
    private static final int MAX_RESULT_LENGTH = 262_144;

    /** The request's mock; empty where it has none. */
    static Optional<Mock> read(RequestFields request) {
        Optional<JsonNode> given = request.any("mock");
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (!(given.get() instanceof ObjectNode object)) {
            throw new AwsError("SerializationException", "The field mock must be a structure");
        }
        RequestFields mock = new RequestFields(object);
        Optional<String> result = mock.optional("result", MAX_RESULT_LENGTH);
        Optional<JsonNode> errorOutput = mock.any("errorOutput");
        if (result.isPresent() && errorOutput.isPresent()) {
            throw refused("A test mock should have only one of the following fields: [result, errorOutput].");
        }
        if (result.isPresent()) {
            return Optional.of(new Mock(json(result.get()), result.get(), null, null));
        }
        if (errorOutput.isPresent() && errorOutput.get() instanceof ObjectNode failure) {
            RequestFields fields = new RequestFields(failure);
            return Optional.of(new Mock(
                    null,
                    null,
                    fields.optional("error", 256).orElse(null),
                    fields.optional("cause", 32_768).orElse(null)));
        }
        throw refused("A test mock must have one of the following fields: [result, errorOutput].");
    }

    static Mock failing(String error, String cause) {
        return new Mock(null, null, error, cause);
    }

    /** How closely a mocked result is held to the API it stands for. */
    static String mode(RequestFields request) {
        return request.any("mock")
                .filter(ObjectNode.class::isInstance)
                .flatMap(mock -> new RequestFields((ObjectNode) mock).oneOf("fieldValidationMode", MODES))
                .orElse("STRICT");
    }

    /** Refuses a mock that the state cannot have, or whose result the state's work could not give. */
    void checkAgainst(StateUnderTest tested, String mode) {
        if (!MOCKABLE.contains(tested.type())) {
            throw refused("State type '" + tested.type() + "' is not supported when a mock is specified");
        }
        if (result == null) {
            return;
        }
        if (tested.type().equals("Map")) {
            boolean written = tested.json().has("ResultWriter");
            if (written && !result.isObject()) {
                throw refused("Mocked result must be a JSON object.");
            }
            if (!written && !result.isArray()) {
                throw refused("Mocked result must be an array.");
            }
        } else if (tested.type().equals("Parallel") && !result.isArray()) {
            throw refused("Mocked result must be an array.");
        } else if (tested.type().equals("Task")) {
            MockedResults.check(tested.json().path("Resource").asString(""), result, mode);
        }
    }

    static AwsError refused(String message) {
        return new AwsError("ValidationException", message);
    }

    private static JsonNode json(String text) {
        try {
            return AwsJson.MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw refused("Mocked result must be valid JSON: " + AwsJson.why(e));
        }
    }
}
