package dev.ordersaga.sam;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads tables: {@code AWS::DynamoDB::Table} and {@code AWS::Serverless::SimpleTable}. */
final class TableReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The properties that CreateTable takes as they are. */
    private static final List<String> OF_CREATE_TABLE = List.of(
            "AttributeDefinitions",
            "KeySchema",
            "GlobalSecondaryIndexes",
            "LocalSecondaryIndexes",
            "BillingMode",
            "ProvisionedThroughput");

    private TableReader() {}

    static TableResource table(Resource resource, Properties properties, Problems problems) {
        ObjectNode create = JSON.objectNode();
        resource.name().ifPresent(name -> create.put("TableName", name));
        for (String property : OF_CREATE_TABLE) {
            properties.value(property).ifPresent(value -> create.set(property, value));
        }
        properties.value("StreamSpecification").ifPresent(stream -> {
            if (stream instanceof ObjectNode specification) {
                create.set("StreamSpecification", specification.deepCopy().put("StreamEnabled", true));
            } else {
                problems.add(properties.place("StreamSpecification"), "must be a mapping");
            }
        });
        if (!create.has("ProvisionedThroughput")) {
            create.put("BillingMode", "PAY_PER_REQUEST");
        }
        for (String needed : List.of("AttributeDefinitions", "KeySchema")) {
            if (!properties.has(needed)) {
                problems.add(properties.place(), needed + " is missing");
            }
        }
        Optional<String> timeToLive = properties
                .value("TimeToLiveSpecification")
                .filter(specification -> specification.path("Enabled").asBoolean(false))
                .map(specification -> specification.path("AttributeName").asString(""));
        return new TableResource(resource.logicalId(), resource.place(), resource.name(), create, timeToLive);
    }

    /** "If PrimaryKey is not provided, the primary key will default to a string with a name of id." */
    static TableResource simple(Resource resource, Properties properties, Problems problems) {
        JsonNode key = properties.value("PrimaryKey").orElse(JSON.objectNode());
        String name = key.path("Name").asString("id");
        String type = switch (key.path("Type").asString("String")) {
            case "String" -> "S";
            case "Number" -> "N";
            case "Binary" -> "B";
            default -> {
                problems.add(properties.place("PrimaryKey") + "/Type", "must be String, Number or Binary");
                yield "S";
            }
        };
        ObjectNode create = JSON.objectNode();
        resource.name().ifPresent(table -> create.put("TableName", table));
        create.put("BillingMode", "PAY_PER_REQUEST");
        create.putArray("AttributeDefinitions")
                .addObject()
                .put("AttributeName", name)
                .put("AttributeType", type);
        create.putArray("KeySchema").addObject().put("AttributeName", name).put("KeyType", "HASH");
        return new TableResource(resource.logicalId(), resource.place(), resource.name(), create, Optional.empty());
    }
}
