package dev.ordersaga.participant;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * DynamoDB Local for tests, one process for all test classes of a JVM: in memory, on the loopback interface, telemetry off.
 * The build has copied it to saga-participant's {@code target/dynamodb-local}; {@code -Ddynamodb.local} names another folder.
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
        return running().endpoint;
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

    private record Running(Process process, URI endpoint, DynamoDbClient client) implements AutoCloseable {

        static Running start() {
            Path home = home();
            try {
                Process process = new ProcessBuilder(List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Dsqlite4java.library.path=" + home,
                                "-cp",
                                launcher() + File.pathSeparator + home + File.separator + "*",
                                DynamoDbLocalLauncher.class.getName(),
                                "-inMemory",
                                "-sharedDb",
                                "-disableTelemetry"))
                        .redirectErrorStream(true)
                        .start();
                URI endpoint = URI.create("http://127.0.0.1:" + port(process));
                return new Running(process, endpoint, client(endpoint));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String port(Process process) throws IOException {
            // Not closed: the process keeps on writing to it, and drain reads on.
            BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
            StringBuilder said = new StringBuilder();
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(DynamoDbLocalLauncher.PORT)) {
                    drain(output);
                    return line.substring(DynamoDbLocalLauncher.PORT.length());
                }
                said.append(line).append(System.lineSeparator());
            }
            throw new IllegalStateException("DynamoDB Local did not start: " + said);
        }

        private static void drain(BufferedReader output) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            while (output.readLine() != null) {
                                // what it says while it runs is of no interest
                            }
                        } catch (IOException e) {
                            // the process has ended
                        }
                    },
                    "dynamodb-local-output");
            thread.setDaemon(true);
            thread.start();
        }

        /** Beside our own classes, whichever module's tests run: saga-participant's build copies it to target/. */
        private static Path home() {
            String named = System.getProperty("dynamodb.local");
            Path home = named == null
                    ? launcher().resolveSibling("dynamodb-local")
                    : Path.of(named).toAbsolutePath();
            if (!Files.isDirectory(home)) {
                throw new IllegalStateException("DynamoDB Local is missing at " + home);
            }
            return home;
        }

        private static Path launcher() {
            try {
                return Path.of(DynamoDbLocalLauncher.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
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
            process.destroyForcibly();
        }
    }
}
