package dev.ordersaga.asl;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** An object of the definition, read field by field: what is of the wrong type, or never asked for, is a problem. */
final class Fields {

    /** Fields that only one of the query languages has. */
    private static final Set<String> JSON_PATH_ONLY = Set.of(
            "InputPath",
            "OutputPath",
            "Parameters",
            "ResultPath",
            "ResultSelector",
            "Result",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "SecondsPath",
            "TimestampPath",
            "ErrorPath",
            "CausePath",
            "ItemsPath",
            "MaxItemsPath",
            "MaxItemsPerBatchPath",
            "MaxInputBytesPerBatchPath",
            "MaxConcurrencyPath",
            "ToleratedFailureCountPath",
            "ToleratedFailurePercentagePath",
            "Variable");

    private static final Set<String> JSONATA_ONLY = Set.of("Arguments", "Output", "Items", "Condition");

    private final JsonNode object;
    private final String pointer;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(JsonNode object, String pointer, Problems problems) {
        this.object = object;
        this.pointer = pointer;
        this.problems = problems;
    }

    String pointer() {
        return pointer;
    }

    String pointer(String field) {
        return pointer + "/" + Problems.escape(field);
    }

    boolean has(String field) {
        return object.has(field);
    }

    /** A problem of the object as a whole, and how Step Functions says it. */
    void problemOfAll(String message, String aws) {
        problems.add(pointer, message, AwsWording.of(pointer, aws));
    }

    void problem(String field, String message) {
        problems.add(pointer(field), message);
    }

    /** A problem of a field, and how Step Functions says it at the same place. */
    void problem(String field, String message, String aws) {
        problems.add(pointer(field), message, AwsWording.of(pointer(field), aws));
    }

    /** A field is not there, which Step Functions says of the object. */
    void missing(String field) {
        problems.add(
                pointer(field), "is missing", new AwsWording(pointer, "These fields are required: %s", List.of(field)));
    }

    /** A problem of a field, which Step Functions says of the object that has it. */
    void problemOfObject(String field, String message, String aws) {
        problems.add(pointer(field), message, AwsWording.of(pointer, aws));
    }

    /** A problem further down than a field, at a pointer relative to this object. */
    void problemAt(String relativePointer, String message, String aws) {
        String place = pointer + "/" + relativePointer;
        problems.add(place, message, AwsWording.of(place, aws));
    }

    /** A value that is none of those that a field may have. */
    void notOneOf(String field, String message, List<String> values) {
        problem(field, message, "Value should be one of the following: [" + String.join(", ", values) + "]");
    }

    /** A field that has no place here for another reason than the type of the state. */
    void notHere(String field, String message) {
        problemOfObject(field, message, "Field '" + field + "' is not supported");
    }

    Set<Map.Entry<String, JsonNode>> all() {
        return object.properties();
    }

    Optional<JsonNode> take(String field) {
        known.add(field);
        return Optional.ofNullable(object.get(field));
    }

    Optional<JsonNode> required(String field) {
        Optional<JsonNode> value = take(field);
        if (value.isEmpty()) {
            missing(field);
        }
        return value;
    }

    Optional<String> string(String field) {
        return take(field).flatMap(value -> asString(field, value));
    }

    Optional<String> requiredString(String field) {
        return required(field).flatMap(value -> asString(field, value));
    }

    private Optional<String> asString(String field, JsonNode value) {
        if (!value.isString()) {
            problem(field, "must be a string", "Expected value of type [STRING]");
            return Optional.empty();
        }
        return Optional.of(value.stringValue());
    }

    OptionalLong integer(String field, long least, long most) {
        Optional<JsonNode> value = take(field);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode number = value.get();
        if (!number.isIntegralNumber()) {
            problem(field, "must be an integer", "Expected value of type Integer");
            return OptionalLong.empty();
        }
        BigInteger integer = number.bigIntegerValue();
        if (integer.compareTo(BigInteger.valueOf(least)) < 0) {
            problem(field, "must be >= " + least, "Minimum value is " + least);
            return OptionalLong.empty();
        }
        if (integer.compareTo(BigInteger.valueOf(most)) > 0) {
            problem(field, "must be <= " + most, "Maximum value is " + most);
            return OptionalLong.empty();
        }
        return OptionalLong.of(integer.longValueExact());
    }

    /** An array with at least {@code fewest} elements. */
    Optional<JsonNode> array(String field, int fewest) {
        return take(field).filter(value -> {
            if (!value.isArray()) {
                problem(field, "must be an array", "Expected value of type [ARRAY]");
                return false;
            }
            if (value.size() < fewest) {
                problem(field, "must not be empty", "Value cannot be empty");
                return false;
            }
            return true;
        });
    }

    Optional<JsonNode> object(String field) {
        return take(field).filter(value -> {
            if (!value.isObject()) {
                problem(field, "must be an object", "Expected value of type [OBJECT]");
                return false;
            }
            return true;
        });
    }

    /** Allows a field that has no meaning for the engine. */
    void ignore(String field) {
        known.add(field);
    }

    void atMostOneOf(String first, String second) {
        if (has(first) && has(second)) {
            problems.add(
                    pointer(second),
                    "must not be given together with " + first,
                    AwsWording.of(
                            pointer,
                            "There should only be one of the following fields: [" + first + ", " + second + "]"));
        }
    }

    /** To be called last: reports every field that was not asked for. */
    void refuseOthers(QueryLanguage language) {
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            if (known.contains(name)) {
                continue;
            }
            if (language == QueryLanguage.JSONATA && JSON_PATH_ONLY.contains(name)) {
                other(name, QueryLanguage.JSON_PATH, language);
            } else if (language == QueryLanguage.JSON_PATH && JSONATA_ONLY.contains(name)) {
                other(name, QueryLanguage.JSONATA, language);
            } else {
                problems.add(
                        pointer(name),
                        "is not a field of the Amazon States Language here",
                        AwsWording.of(pointer, "Field '" + name + "' is not supported"));
            }
        }
    }

    private void other(String field, QueryLanguage only, QueryLanguage here) {
        problems.add(
                pointer(field),
                "is a field of " + only + ", and the query language here is " + here,
                AwsWording.of(
                        pointer,
                        "The QueryLanguage is set to '" + here + "', but field '" + field
                                + "' is only supported for the '" + only + "' QueryLanguage"));
    }
}
