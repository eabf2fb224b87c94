package dev.ordersaga.saga.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.definition.OrderSaga;
import dev.ordersaga.order.dynamodb.DynamoDbCatalogue;
import dev.ordersaga.saga.services.OnStores;
import dev.ordersaga.saga.services.Participants;
import dev.ordersaga.saga.services.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What one confirmed order asks of DynamoDB, which {@code ./bench} replays for the ceiling: the file holds what the handlers send. */
@OnStores
class RecordedOrderTest {

    private static final Path FILE =
            Path.of("..", "..", "benchmarks", "src", "main", "resources", "order-requests.json");

    @Test
    void theRequestsOfAnOrderAreThoseThatTheBenchmarkReplays(Stores stores) throws IOException {
        ArrayNode requests = Participants.JSON.createArrayNode();
        try (DynamoDbClient recorded = stores.client(new Recorder(requests))) {
            stores.stock("espresso-beans-1kg", 20);
            stores.stock("v60-dripper", 20);
            Clock clock = Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC);
            // REST reads the prices before it starts the saga.
            new DynamoDbCatalogue(recorded, Stores.PRODUCTS).find(Set.of("espresso-beans-1kg", "v60-dripper"));
            Participants participants = new Participants(recorded, clock, Participants.withoutPauses(), pause -> {});
            for (String step : List.of("CreateOrder", "ProcessPayment", "ReserveInventory", "ConfirmOrder")) {
                ObjectNode input = Participants.JSON.createObjectNode();
                input.put(
                        "FunctionName",
                        step.equals("ProcessPayment")
                                ? "payment"
                                : step.equals("ReserveInventory") ? "inventory" : "order");
                input.set("Payload", Participants.JSON.readTree(OrderSaga.samplePayload(step)));
                assertThat(participants.invoke(input).isAnswer()).as(step).isTrue();
            }
        }
        String text = Participants.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(requests) + "\n";
        if (Boolean.getBoolean("costs.write")) {
            Files.createDirectories(FILE.resolveSibling(""));
            Files.writeString(FILE, text);
            return;
        }
        assertThat(Participants.JSON.readTree(Files.readString(FILE)))
                .as("%s; rewrite it with -Dcosts.write=true", FILE)
                .isEqualTo(Participants.JSON.readTree(text));
    }

    /** Keys that are asked for together come from a set, which has any order. */
    private static void sortKeys(JsonNode table) {
        if (table.path("Keys") instanceof ArrayNode keys) {
            List<JsonNode> sorted = keys.valueStream()
                    .sorted(Comparator.comparing(JsonNode::toString))
                    .toList();
            keys.removeAll();
            keys.addAll(sorted);
        }
    }

    /** Writes down the operation and the body of each request as it goes over the wire. */
    private record Recorder(ArrayNode requests) implements ExecutionInterceptor {

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            String target =
                    context.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
            try (var body =
                    context.requestBody().orElseThrow().contentStreamProvider().newStream()) {
                JsonNode read = Participants.JSON.readTree(body.readAllBytes());
                // The SDK makes one up for each transaction.
                ((ObjectNode) read).remove("ClientRequestToken");
                sortAssignments((ObjectNode) read);
                read.path("RequestItems").forEach(RecordedOrderTest::sortKeys);
                requests.addObject()
                        .put("operation", target.substring(target.indexOf('.') + 1))
                        .set("body", read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** An expression made of a map has its parts in any order. */
        private static void sortAssignments(ObjectNode request) {
            String expression = request.path("UpdateExpression").asString("");
            if (expression.startsWith("SET ")) {
                request.put(
                        "UpdateExpression",
                        "SET "
                                + Arrays.stream(expression
                                                .substring("SET ".length())
                                                .split(", "))
                                        .sorted()
                                        .collect(Collectors.joining(", ")));
            }
        }
    }
}
