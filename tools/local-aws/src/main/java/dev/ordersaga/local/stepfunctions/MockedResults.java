package dev.ordersaga.local.stepfunctions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The answers of the actions that states call most, as far as a mocked result is held to them: fields and their types, after AWS's
 * API references. A field that is not in an API is let through, and so is the result of an action that is not here.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html">MockInput</a>
 */
final class MockedResults {

    private static final Shape TEXT = new Text(Set.of());
    private static final Shape NUMBER = new NumberShape(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final Shape TRUTH = new Truth();
    private static final Shape OPEN = new Structure(Map.of(), Set.of());

    private static final Shape CAPACITY = structure(
            "TableName",
            TEXT,
            "CapacityUnits",
            NUMBER,
            "ReadCapacityUnits",
            NUMBER,
            "WriteCapacityUnits",
            NUMBER,
            "Table",
            OPEN,
            "LocalSecondaryIndexes",
            OPEN,
            "GlobalSecondaryIndexes",
            OPEN);

    private static final Shape WRITTEN =
            structure("Attributes", OPEN, "ConsumedCapacity", CAPACITY, "ItemCollectionMetrics", OPEN);

    private static final Shape PUBLISHED_EVENTS = structure(
            "Entries",
            new Listed(structure("EventId", TEXT, "ErrorCode", TEXT, "ErrorMessage", TEXT)),
            "FailedEntryCount",
            NUMBER);

    private static final Shape SENT_MESSAGE = structure(
            "MessageId",
            TEXT,
            "MD5OfMessageBody",
            TEXT,
            "MD5OfMessageAttributes",
            TEXT,
            "MD5OfMessageSystemAttributes",
            TEXT,
            "SequenceNumber",
            TEXT);

    private static final Shape STORED_OBJECT = structure(
            "ContentLength",
            NUMBER,
            "ContentType",
            TEXT,
            "ETag",
            TEXT,
            "VersionId",
            TEXT,
            "LastModified",
            TEXT,
            "DeleteMarker",
            TRUTH,
            "Metadata",
            OPEN,
            "PartsCount",
            NUMBER,
            "StorageClass",
            new Text(Set.of(
                    "STANDARD",
                    "REDUCED_REDUNDANCY",
                    "STANDARD_IA",
                    "ONEZONE_IA",
                    "INTELLIGENT_TIERING",
                    "GLACIER",
                    "DEEP_ARCHIVE",
                    "OUTPOSTS",
                    "GLACIER_IR",
                    "SNOW",
                    "EXPRESS_ONEZONE",
                    "FSX_OPENZFS",
                    "FSX_ONTAP")));

    private static final Shape FUNCTION_CONFIGURATION = structure(
            "FunctionName",
            TEXT,
            "FunctionArn",
            TEXT,
            "Runtime",
            TEXT,
            "Role",
            TEXT,
            "Handler",
            TEXT,
            "CodeSize",
            NUMBER,
            "Timeout",
            new NumberShape(1, Long.MAX_VALUE),
            "MemorySize",
            new NumberShape(128, 10_240),
            "Version",
            TEXT,
            "Environment",
            OPEN);

    private static final Map<String, Shape> BY_ACTION = Map.ofEntries(
            Map.entry(
                    "lambda:invoke",
                    structure("StatusCode", NUMBER, "FunctionError", TEXT, "LogResult", TEXT, "ExecutedVersion", TEXT)),
            Map.entry(
                    "lambda:getFunction",
                    structure("Configuration", FUNCTION_CONFIGURATION, "Code", OPEN, "Tags", OPEN)),
            Map.entry("dynamodb:getItem", structure("Item", OPEN, "ConsumedCapacity", CAPACITY)),
            Map.entry("dynamodb:putItem", WRITTEN),
            Map.entry("dynamodb:updateItem", WRITTEN),
            Map.entry("dynamodb:deleteItem", WRITTEN),
            Map.entry("events:putEvents", PUBLISHED_EVENTS),
            Map.entry("eventbridge:putEvents", PUBLISHED_EVENTS),
            Map.entry("sns:publish", structure("MessageId", TEXT, "SequenceNumber", TEXT)),
            Map.entry("sqs:sendMessage", SENT_MESSAGE),
            Map.entry("states:startExecution", required(structure("ExecutionArn", TEXT, "StartDate", TEXT))),
            Map.entry("sfn:startExecution", required(structure("ExecutionArn", TEXT, "StartDate", TEXT))),
            Map.entry("s3:getObject", STORED_OBJECT),
            Map.entry("s3:headObject", STORED_OBJECT),
            Map.entry("kms:encrypt", structure("CiphertextBlob", TEXT, "KeyId", TEXT, "EncryptionAlgorithm", TEXT)),
            Map.entry("kms:decrypt", structure("Plaintext", TEXT, "KeyId", TEXT, "EncryptionAlgorithm", TEXT)));

    private MockedResults() {}

    /**
     * Refuses a result that the action would not give.
     *
     * @param mode STRICT: what is required must be there; PRESENT: what is there must fit; NONE: anything goes
     */
    static void check(String resource, JsonNode result, String mode) {
        if (mode.equals("NONE")) {
            return;
        }
        Shape shape = BY_ACTION.get(action(resource));
        if (shape != null) {
            shape.problem("", result, mode.equals("STRICT")).ifPresent(problem -> {
                throw Mock.refused("Mock result schema validation error: " + problem);
            });
        }
    }

    private static String action(String resource) {
        String[] parts = resource.split(":", -1);
        if (parts.length < 7 || !parts[2].equals("states")) {
            return "";
        }
        // With a pattern behind it, such as .sync, an action answers with another shape.
        return parts[5].equals("aws-sdk") && parts.length == 8 ? parts[6] + ":" + parts[7] : parts[5] + ":" + parts[6];
    }

    private sealed interface Shape {

        /** What is wrong with a value at a field. */
        Optional<String> problem(String field, JsonNode value, boolean strict);
    }

    /** Any text, or one of a few; timestamps and blobs are text, too. */
    private record Text(Set<String> values) implements Shape {

        @Override
        public Optional<String> problem(String field, JsonNode value, boolean strict) {
            if (!value.isString()) {
                return Optional.of("Field '" + field + "' must be a string");
            }
            return values.isEmpty() || values.contains(value.asString())
                    ? Optional.empty()
                    : Optional.of("Field '" + field + "' is not an expected value");
        }
    }

    private record NumberShape(long least, long most) implements Shape {

        @Override
        public Optional<String> problem(String field, JsonNode value, boolean strict) {
            if (!value.isNumber()) {
                return Optional.of("Field '" + field + "' must be a number");
            }
            if (value.asDouble() > most) {
                return Optional.of("Field '" + field + "' exceeds the maximum value");
            }
            return value.asDouble() < least
                    ? Optional.of("Field '" + field + "' is below the minimum value")
                    : Optional.empty();
        }
    }

    private record Truth() implements Shape {

        @Override
        public Optional<String> problem(String field, JsonNode value, boolean strict) {
            return value.isBoolean() ? Optional.empty() : Optional.of("Field '" + field + "' must be a boolean");
        }
    }

    private record Listed(Shape of) implements Shape {

        @Override
        public Optional<String> problem(String field, JsonNode value, boolean strict) {
            if (!value.isArray()) {
                return Optional.of("Field '" + field + "' must be an array");
            }
            return value.values().stream()
                    .flatMap(each -> of.problem(field, each, strict).stream())
                    .findFirst();
        }
    }

    private record Structure(Map<String, Shape> fields, Set<String> required) implements Shape {

        @Override
        public Optional<String> problem(String field, JsonNode value, boolean strict) {
            if (!value.isObject()) {
                return Optional.of(
                        field.isEmpty() ? "The result must be an object" : "Field '" + field + "' must be an object");
            }
            for (Map.Entry<String, Shape> each : fields.entrySet()) {
                JsonNode found = value.get(each.getKey());
                if (found == null) {
                    if (strict && required.contains(each.getKey())) {
                        return Optional.of("Required field '" + each.getKey() + "' is missing");
                    }
                    continue;
                }
                Optional<String> problem = each.getValue().problem(each.getKey(), found, strict);
                if (problem.isPresent()) {
                    return problem;
                }
            }
            return Optional.empty();
        }
    }

    private static Shape structure(Object... namesAndShapes) {
        Map<String, Shape> fields = new LinkedHashMap<>();
        List<Object> given = List.of(namesAndShapes);
        for (int i = 0; i < given.size(); i += 2) {
            fields.put((String) given.get(i), (Shape) given.get(i + 1));
        }
        return new Structure(fields, Set.of());
    }

    private static Shape required(Shape structure) {
        Map<String, Shape> fields = ((Structure) structure).fields();
        return new Structure(fields, fields.keySet());
    }
}
