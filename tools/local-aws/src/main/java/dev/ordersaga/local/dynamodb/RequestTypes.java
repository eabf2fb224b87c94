package dev.ordersaga.local.dynamodb;

import dev.ordersaga.local.http.AwsError;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * The JSON types of DynamoDB's request members, by name: a name has the same type in every operation. DynamoDB refuses another type with
 * SerializationException; DynamoDB Local takes it for a fault of its own.
 */
final class RequestTypes {

    private interface Type {
        /** @throws AwsError where the value is of another type; a null is none, as in the SDKs */
        void check(JsonNode value, String place);
    }

    private static final Type TEXT = (value, place) -> {
        if (value.isContainer()) {
            throw startOf(value, place);
        }
    };
    private static final Type NUMBER = (value, place) -> {
        if (value.isContainer()) {
            throw startOf(value, place);
        }
        if (!value.isNumber() || Math.abs(value.doubleValue()) >= Long.MAX_VALUE) {
            throw refused("A value that is no number of 64 bits cannot be converted to Long", place);
        }
    };
    private static final Type INTEGER = (value, place) -> {
        if (value.isContainer()) {
            throw startOf(value, place);
        }
        if (!value.isNumber() || Math.abs(value.doubleValue()) > Integer.MAX_VALUE) {
            throw refused("A value that is no number of 32 bits cannot be converted to Integer", place);
        }
    };
    private static final Type TRUTH = (value, place) -> {
        if (value.isContainer()) {
            throw startOf(value, place);
        }
        if (!value.isBoolean()) {
            throw refused("A value that is neither true nor false cannot be converted to Boolean", place);
        }
    };
    private static final Type STRUCTURE = (value, place) -> {
        if (!value.isObject()) {
            throw expected("a structure", value, place);
        }
        members(value, place);
    };
    private static final Type ATTRIBUTE = RequestTypes::attribute;
    private static final Type ATTRIBUTES = mapOf(ATTRIBUTE);

    private static final Map<String, Type> MEMBERS = new HashMap<>();

    static {
        is(
                TEXT,
                "TableName IndexName ConditionExpression FilterExpression KeyConditionExpression ProjectionExpression UpdateExpression"
                        + " ReturnValues ReturnValuesOnConditionCheckFailure ReturnConsumedCapacity ReturnItemCollectionMetrics Select Statement"
                        + " NextToken ClientRequestToken AttributeName AttributeType KeyType ResourceArn ExclusiveStartTableName BillingMode"
                        + " TableClass ProjectionType StreamViewType StreamArn ShardId ShardIterator ShardIteratorType SequenceNumber"
                        + " ConditionalOperator ComparisonOperator Action SSEType KMSMasterKeyId MultiRegionConsistency"
                        + " GlobalTableSettingsReplicationMode ResourcePolicy");
        is(INTEGER, "Limit Segment TotalSegments");
        is(
                NUMBER,
                "ReadCapacityUnits WriteCapacityUnits ReadUnitsPerSecond WriteUnitsPerSecond MaxReadRequestUnits MaxWriteRequestUnits");
        is(TRUTH, "ConsistentRead ScanIndexForward Enabled StreamEnabled DeletionProtectionEnabled Exists");
        is(
                STRUCTURE,
                "Put Update Delete Get ConditionCheck PutRequest DeleteRequest TimeToLiveSpecification ProvisionedThroughput"
                        + " StreamSpecification Projection SSESpecification Create WarmThroughput OnDemandThroughput");
        is(
                listOf(STRUCTURE),
                "TransactItems KeySchema AttributeDefinitions GlobalSecondaryIndexes LocalSecondaryIndexes Statements"
                        + " TransactStatements GlobalSecondaryIndexUpdates ReplicaUpdates GlobalTableWitnessUpdates");
        is(listOf(TEXT), "NonKeyAttributes TagKeys AttributesToGet");
        is(listOf(ATTRIBUTE), "Parameters AttributeValueList");
        is(ATTRIBUTE, "Value");
        is(mapOf(STRUCTURE), "Expected AttributeUpdates ScanFilter QueryFilter KeyConditions");
        is(ATTRIBUTES, "Key Item ExclusiveStartKey ExpressionAttributeValues");
        is(listOf(ATTRIBUTES), "Keys");
        is(mapOf(TEXT), "ExpressionAttributeNames");
        is(listOf(mapOf(TEXT)), "Tags");
    }

    private RequestTypes() {}

    /**
     * Checks a request's body.
     *
     * @param operation such as {@code BatchGetItem}
     * @throws AwsError SerializationException with the place of the first value that is of another type than its member
     */
    static void check(String operation, JsonNode body) {
        members(body, "");
        Type ofTable = operation.equals("BatchWriteItem") ? listOf(STRUCTURE) : STRUCTURE;
        if (body.hasNonNull("RequestItems")) {
            mapOf(ofTable).check(body.path("RequestItems"), "/RequestItems");
        }
        if (operation.equals("ExecuteStatement") && !body.hasNonNull("Statement")) {
            throw new AwsError(
                    "ValidationException",
                    "Value null at 'statement' failed to satisfy constraint: Member must not be null");
        }
    }

    private static void is(Type type, String names) {
        for (String name : names.split(" ", -1)) {
            MEMBERS.put(name, type);
        }
    }

    private static void members(JsonNode structure, String place) {
        structure.forEachEntry((name, value) -> {
            Type type = MEMBERS.get(name);
            if (type != null && !value.isNull()) {
                type.check(value, place + "/" + name);
            }
        });
    }

    private static Type listOf(Type element) {
        return (value, place) -> {
            if (!value.isArray()) {
                throw expected("a list", value, place);
            }
            for (int i = 0; i < value.size(); i++) {
                if (value.get(i).isNull()) {
                    throw refused("A list holds null", place + "/" + i);
                }
                element.check(value.get(i), place + "/" + i);
            }
        };
    }

    private static Type mapOf(Type element) {
        return (value, place) -> {
            if (!value.isObject()) {
                throw expected("a map", value, place);
            }
            value.forEachEntry((name, each) -> {
                if (!each.isNull()) {
                    element.check(each, place + "/" + name);
                }
            });
        };
    }

    private static void attribute(JsonNode value, String place) {
        if (!value.isObject()) {
            throw expected("a structure", value, place);
        }
        value.forEachEntry((kind, content) -> {
            if (content.isNull()) {
                return;
            }
            String at = place + "/" + kind;
            switch (kind) {
                case "S", "N" -> TEXT.check(content, at);
                case "B" -> bytes(content, at);
                case "BOOL", "NULL" -> TRUTH.check(content, at);
                case "SS", "NS" -> listOf(TEXT).check(content, at);
                case "BS" -> listOf(RequestTypes::bytes).check(content, at);
                case "L" -> listOf(ATTRIBUTE).check(content, at);
                case "M" -> ATTRIBUTES.check(content, at);
                default -> {
                    // DynamoDB passes over members that it does not know.
                }
            }
        });
    }

    private static void bytes(JsonNode value, String place) {
        TEXT.check(value, place);
        try {
            var unused = Base64.getDecoder().decode(value.asString(""));
        } catch (IllegalArgumentException e) {
            throw refused("A value is not in base64", place);
        }
        if (!value.isString()) {
            throw refused("A value is not in base64", place);
        }
    }

    private static AwsError expected(String what, JsonNode value, String place) {
        return value.isContainer() ? startOf(value, place) : refused("Expected " + what, place);
    }

    private static AwsError startOf(JsonNode value, String place) {
        return refused(
                value.isObject()
                        ? "Start of structure or map found where not expected"
                        : "Start of list found where not expected",
                place);
    }

    private static AwsError refused(String why, String place) {
        return new AwsError("SerializationException", why + ": " + place);
    }
}
