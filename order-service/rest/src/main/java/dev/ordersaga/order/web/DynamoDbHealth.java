package dev.ordersaga.order.web;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Up while DynamoDB answers for our orders table; reads one item that is not there. */
final class DynamoDbHealth extends AbstractHealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbHealth.class);

    private final DynamoDbClient dynamoDb;
    private final String ordersTable;

    DynamoDbHealth(DynamoDbClient dynamoDb, String ordersTable) {
        this.dynamoDb = dynamoDb;
        this.ordersTable = ordersTable;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        try {
            dynamoDb.getItem(request -> request.tableName(ordersTable)
                    .key(Map.of("id", AttributeValue.fromS("health")))
                    .overrideConfiguration(limits -> limits.apiCallTimeout(StepFunctionsHealth.TIMEOUT)));
            health.up();
        } catch (SdkException away) {
            // Whoever may look at the health need not learn what we are made of.
            LOG.warn("DynamoDB is not well: {}", away.toString());
            health.down();
        }
    }
}
