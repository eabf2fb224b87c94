package dev.ordersaga.order.dynamodb;

import dev.ordersaga.participant.DynamoDbLocal;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The tables of this service, new and empty, as the template describes them. */
public record OrderTables(String orders, String products, String steps) {

    public static OrderTables in(DynamoDbLocal dynamoDb) {
        return new OrderTables(
                ordersTable(dynamoDb.client()),
                dynamoDb.createTable("products", "sku"),
                dynamoDb.createTable("order-steps", "id"));
    }

    private static String ordersTable(DynamoDbClient client) {
        String name = "orders-" + UUID.randomUUID();
        client.createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(List.of(key("id", KeyType.HASH)))
                .attributeDefinitions(
                        List.of(attribute("id"), attribute("status"), attribute("placedAt"), attribute("customerId")))
                .globalSecondaryIndexes(List.of(index("by-status", "status"), index("by-customer", "customerId"))));
        return name;
    }

    private static GlobalSecondaryIndex index(String name, String by) {
        return GlobalSecondaryIndex.builder()
                .indexName(name)
                .keySchema(List.of(key(by, KeyType.HASH), key("placedAt", KeyType.RANGE)))
                .projection(projection -> projection.projectionType(ProjectionType.ALL))
                .build();
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
