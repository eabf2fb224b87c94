package dev.ordersaga.saga.place;

import dev.ordersaga.saga.faulty.FaultyDelivery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.lambda.model.Architecture;

/** Functions of the tests' own that stand between the state machine and the services' functions: {@link FaultyDelivery}. */
final class FaultsInBetween {

    /** Longer than a delivery takes, shorter than a test's patience: a time-out that is asked for is waited for. */
    private static final int TIMEOUT_SECONDS = 3;

    private static final List<String> SERVICES = List.of("order-service", "payment-service", "inventory-service");

    private final AwsClients aws;
    private final String stack;
    private final Set<String> faults = ConcurrentHashMap.newKeySet();

    private FaultsInBetween(AwsClients aws, String stack) {
        this.aws = aws;
        this.stack = stack;
    }

    /** Deploys them, on the runtime that the services' functions have. They are only in between where a definition says so. */
    static FaultsInBetween deploy(AwsClients aws, String stack) {
        FaultsInBetween faults = new FaultsInBetween(aws, stack);
        faults.createTable();
        byte[] code = code();
        for (String service : SERVICES) {
            var served = aws.lambda().getFunctionConfiguration(get -> get.functionName(stack + "-" + service));
            aws.lambda()
                    .createFunction(create -> create.functionName(faults.function(service))
                            .runtime(served.runtime())
                            .role(served.role())
                            .architectures(Architecture.ARM64)
                            .handler(FaultyDelivery.class.getName() + "::handle")
                            .timeout(TIMEOUT_SECONDS)
                            .memorySize(256)
                            .environment(environment -> environment.variables(Map.of(
                                    "SERVICE",
                                    service,
                                    "DELIVERS_TO",
                                    stack + "-" + service + ":live",
                                    "FAULTS_TABLE",
                                    faults.table())))
                            .code(zip -> zip.zipFile(SdkBytes.fromByteArray(code))));
        }
        SERVICES.parallelStream().forEach(service -> {
            aws.lambda().waiter().waitUntilFunctionActiveV2(get -> get.functionName(faults.function(service)));
            // What it answers does not matter: an event without an action is refused. Its JVM is up.
            aws.lambda()
                    .invoke(invoke ->
                            invoke.functionName(faults.function(service)).payload(SdkBytes.fromUtf8String("{}")));
        });
        return faults;
    }

    /** The definition with these functions where it has the services' own. */
    String inBetween(String definition) {
        String between = definition;
        for (String service : SERVICES) {
            between = between.replace(":function:" + stack + "-" + service + ":live", ":function:" + function(service));
        }
        return between;
    }

    void fail(Fault fault) {
        String id = fault.service() + "#" + fault.action();
        if (!faults.add(id)) {
            throw new IllegalStateException("one fault at a time for " + id);
        }
        aws.dynamoDb()
                .putItem(put -> put.tableName(table())
                        .item(Map.of(
                                "id", AttributeValue.fromS(id),
                                "kind", AttributeValue.fromS(fault.kind().word()),
                                "remaining", AttributeValue.fromN(Integer.toString(fault.times())))));
    }

    void heal() {
        for (String id : List.copyOf(faults)) {
            aws.dynamoDb().deleteItem(delete -> delete.tableName(table()).key(Map.of("id", AttributeValue.fromS(id))));
            faults.remove(id);
        }
    }

    private void createTable() {
        aws.dynamoDb()
                .createTable(create -> create.tableName(table())
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(AttributeDefinition.builder()
                                .attributeName("id")
                                .attributeType(ScalarAttributeType.S)
                                .build())
                        .keySchema(KeySchemaElement.builder()
                                .attributeName("id")
                                .keyType(KeyType.HASH)
                                .build()));
        aws.dynamoDb().waiter().waitUntilTableExists(describe -> describe.tableName(table()));
    }

    private String table() {
        return stack + "-faults";
    }

    /** Named so that what looks for a service's name in a function's finds it. */
    private String function(String service) {
        return stack + "-" + service + "-faults";
    }

    private static byte[] code() {
        String folder = FaultyDelivery.class.getPackageName().replace('.', '/');
        Path classes = Path.of("target", "test-classes").resolve(folder);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.list(classes);
                ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Path file : files.toList()) {
                zip.putNextEntry(new ZipEntry(folder + "/" + file.getFileName()));
                Files.copy(file, zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
