package dev.ordersaga.participant;

import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * DynamoDB Local for tests, one {@link DynamoDbProcess} for all test classes of a JVM.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final DynamoDbLocal dynamoDb = new DynamoDbLocal();
 *
 * private final String steps = dynamoDb.createTable("steps", "id");
 * }</pre>
 */
public final class DynamoDbLocal implements BeforeAllCallback {

    private @Nullable Running running;

    @Override
    public void beforeAll(ExtensionContext context) {
        running = context.getRoot()
                .getStore(Namespace.create(DynamoDbLocal.class))
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class);
    }

    /** A client for it, shared by all tests; fault wrappers go around it. */
    public DynamoDbClient client() {
        return running().client;
    }

    /** Where it listens. */
    public URI endpoint() {
        return running().process.endpoint();
    }

    /** Creates a table of a name of its own, so that no test sees another's items. */
    public String createTable(String prefix, String hashKey) {
        String name = prefix + "-" + UUID.randomUUID();
        client().createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName(hashKey)
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName(hashKey)
                        .keyType(KeyType.HASH)
                        .build()));
        return name;
    }

    private Running running() {
        if (running == null) {
            throw new IllegalStateException("DynamoDbLocal must be a static field with @RegisterExtension");
        }
        return running;
    }

    private record Running(DynamoDbProcess process, DynamoDbClient client) implements AutoCloseable {

        static Running start() {
            DynamoDbProcess process = DynamoDbProcess.start();
            return new Running(process, client(process.endpoint()));
        }

        private static DynamoDbClient client(URI endpoint) {
            return DynamoDbClient.builder()
                    .endpointOverride(endpoint)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                    .httpClientBuilder(Apache5HttpClient.builder().maxConnections(100))
                    .build();
        }

        @Override
        public void close() {
            client.close();
            process.close();
        }
    }
}
