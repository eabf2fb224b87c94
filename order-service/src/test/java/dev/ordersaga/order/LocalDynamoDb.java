package dev.ordersaga.order;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** DynamoDB Local as a process of its own, one for all tests of this module, with fresh tables for whoever asks. */
public final class LocalDynamoDb {

    private static final LocalDynamoDb RUNNING = new LocalDynamoDb();

    private final URI endpoint;
    private final DynamoDbClient client;

    private LocalDynamoDb() {
        try {
            int port = freePort();
            Path jars = Path.of("..", "saga-participant", "target", "dynamodb-local")
                    .toAbsolutePath()
                    .normalize();
            Path log = Files.createTempFile("dynamodb-local", ".log");
            ProcessBuilder process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Djava.library.path=" + jars,
                            "-cp",
                            jars + "/*",
                            "software.amazon.dynamodb.services.local.main.ServerRunner",
                            "-inMemory",
                            "-disableTelemetry",
                            "-port",
                            Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            process.environment().put("DDB_LOCAL_TELEMETRY", "0");
            Process started = process.start();
            Runtime.getRuntime().addShutdownHook(new Thread(started::destroyForcibly));
            awaitListening(started, port, log);
            endpoint = URI.create("http://127.0.0.1:" + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(Apache5HttpClient.create())
                .build();
    }

    public static LocalDynamoDb running() {
        return RUNNING;
    }

    public URI endpoint() {
        return endpoint;
    }

    public DynamoDbClient client() {
        return client;
    }

    /** A new table with the hash key {@code id}. */
    public String tableWithId() {
        return table("id", request -> {});
    }

    /** A new table with the hash key {@code sku}. */
    public String productsTable() {
        return table("sku", request -> {});
    }

    /** A new orders table with its index. */
    public String ordersTable() {
        return table(
                "id",
                request -> request.attributeDefinitions(
                                List.of(attribute("id"), attribute("status"), attribute("placedAt")))
                        .globalSecondaryIndexes(List.of(GlobalSecondaryIndex.builder()
                                .indexName("by-status")
                                .keySchema(List.of(key("status", KeyType.HASH), key("placedAt", KeyType.RANGE)))
                                .projection(projection -> projection.projectionType(ProjectionType.ALL))
                                .build())));
    }

    /** How many items a table has. */
    public int sizeOf(String table) {
        return client.scan(request -> request.tableName(table).consistentRead(true))
                .count();
    }

    /** One item by its hash key, empty when there is none. */
    public Map<String, AttributeValue> item(String table, String id) {
        return client.getItem(request -> request.tableName(table)
                        .key(Map.of("id", AttributeValue.fromS(id)))
                        .consistentRead(true))
                .item();
    }

    private String table(String hashKey, Consumer<CreateTableRequest.Builder> more) {
        String name = "t-" + UUID.randomUUID();
        client.createTable(request -> more.accept(request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(List.of(key(hashKey, KeyType.HASH)))
                .attributeDefinitions(List.of(attribute(hashKey)))));
        return name;
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitListening(Process process, int port, Path log) throws IOException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(60));
        while (Instant.now().isBefore(deadline) && process.isAlive()) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(50_000_000);
            }
        }
        throw new IllegalStateException("DynamoDB Local does not answer: " + Files.readString(log));
    }
}
