package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Holds a mocked result to the answer of the action it stands for: its fields, their types, ranges and values, after AWS's API models.
 * A field that is not in an API is let through, and so is the result of an action that is not known here.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html">MockInput</a>
 */
final class MockedResults {

    private final boolean strict;

    private MockedResults(boolean strict) {
        this.strict = strict;
    }

    /** Read when the first mock is to be checked: most processes check none. */
    private static final class Model {

        private static final JsonNode ACTIONS;
        private static final JsonNode STRUCTURES;

        static {
            try (InputStream in = MockedResults.class.getResourceAsStream("action-results.json")) {
                if (in == null) {
                    throw new IllegalStateException("action-results.json is not there");
                }
                JsonNode model = AwsJson.MAPPER.readTree(in);
                ACTIONS = model.path("actions");
                STRUCTURES = model.path("structures");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Model() {}
    }

    /**
     * Refuses a result that the action would not give.
     *
     * @param mode STRICT: what is required must be there; PRESENT: what is there must fit; NONE: anything goes
     */
    static void check(String resource, JsonNode result, String mode) {
        String[] parts = resource.split(":", -1);
        if (mode.equals("NONE") || parts.length < 7 || !parts[2].equals("states")) {
            return;
        }
        // With a pattern behind it, such as .sync, an action answers with another shape.
        boolean sdk = parts[5].equals("aws-sdk") && parts.length == 8;
        String action = sdk ? parts[6] + ":" + parts[7] : parts[5] + ":" + parts[6];
        JsonNode shape = sdk ? Model.ACTIONS.path("aws-sdk:" + action) : Model.ACTIONS.path(action);
        if (shape.isMissingNode()) {
            shape = Model.ACTIONS.path(action);
        }
        new MockedResults(mode.equals("STRICT")).problem("", shape, result).ifPresent(problem -> {
            throw Mock.refused("Mock result schema validation error: " + problem);
        });
    }

    /**
     * Looks at one value.
     *
     * @param shape a structure's name or the name of a scalar, a list of one shape, the shape of a map's values under {@code *}, the
     *     range of a {@code number}, or the values of a {@code text}; missing for anything
     */
    private Optional<String> problem(String field, JsonNode shape, JsonNode value) {
        if (shape.isArray()) {
            return value.isArray() ? each(field, shape.path(0), value) : Optional.of(mustBe(field, "an array"));
        }
        if (shape.isObject()) {
            return shape.has("*") ? ofMap(field, shape.path("*"), value) : ofRestricted(field, shape, value);
        }
        return switch (shape.asString("any")) {
            case "any" -> Optional.empty();
            case "text" -> value.isString() ? Optional.empty() : Optional.of(mustBe(field, "a string"));
            case "number" -> value.isNumber() ? Optional.empty() : Optional.of(mustBe(field, "a number"));
            case "boolean" -> value.isBoolean() ? Optional.empty() : Optional.of(mustBe(field, "a boolean"));
            default -> ofStructure(field, Model.STRUCTURES.path(shape.asString("")), value);
        };
    }

    private Optional<String> ofMap(String field, JsonNode values, JsonNode value) {
        return value.isObject() ? each(field, values, value) : Optional.of(mustBe(field, "an object"));
    }

    private Optional<String> each(String field, JsonNode shape, JsonNode container) {
        return container.values().stream()
                .flatMap(each -> problem(field, shape, each).stream())
                .findFirst();
    }

    private static Optional<String> ofRestricted(String field, JsonNode shape, JsonNode value) {
        JsonNode values = shape.path("text");
        if (values.isArray()) {
            if (!value.isString()) {
                return Optional.of(mustBe(field, "a string"));
            }
            boolean known = values.values().stream().anyMatch(value::equals);
            return known ? Optional.empty() : Optional.of("Field '" + field + "' is not an expected value");
        }
        JsonNode range = shape.path("number");
        if (!value.isNumber()) {
            return Optional.of(mustBe(field, "a number"));
        }
        double number = value.doubleValue();
        if (number > range.path("most").doubleValue(Double.MAX_VALUE)) {
            return Optional.of("Field '" + field + "' exceeds the maximum value");
        }
        return number < range.path("least").doubleValue(-Double.MAX_VALUE)
                ? Optional.of("Field '" + field + "' is below the minimum value")
                : Optional.empty();
    }

    private Optional<String> ofStructure(String field, JsonNode structure, JsonNode value) {
        if (!value.isObject()) {
            return Optional.of(field.isEmpty() ? "The result must be an object" : mustBe(field, "an object"));
        }
        if (strict) {
            for (JsonNode required : structure.path("required")) {
                if (!value.has(required.asString())) {
                    return Optional.of("Required field '" + required.asString() + "' is missing");
                }
            }
        }
        for (Map.Entry<String, JsonNode> member : structure.path("members").properties()) {
            JsonNode found = value.get(member.getKey());
            Optional<String> problem =
                    found == null ? Optional.empty() : problem(member.getKey(), member.getValue(), found);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static String mustBe(String field, String type) {
        return "Field '" + field + "' must be " + type;
    }
}
