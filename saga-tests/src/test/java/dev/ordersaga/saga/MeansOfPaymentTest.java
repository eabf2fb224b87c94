package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.saga.place.Customer;
import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.PlaceKind;
import dev.ordersaga.saga.place.RunsOn;
import dev.ordersaga.saga.place.Shop;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** Card numbers and payment-method tokens are looked for in everything that the suite has written. */
@Execution(ExecutionMode.SAME_THREAD)
@RunsOn(PlaceKind.LOCAL_AWS)
class MeansOfPaymentTest {

    /** A number that card schemes publish for tests, as no other test writes it. */
    private static final List<String> CARD = List.of("5105105105105100", "5105 1051 0510 5100", "5105-1051-0510-5100");

    private static final Path LOGS = Path.of("target", "logs");

    private final Place place;
    private final Customer customer;
    private final Shop shop;
    private final String sku = "sku-" + UUID.randomUUID();

    MeansOfPaymentTest(Place place) {
        this.place = place;
        this.customer = new Customer(place);
        this.shop = new Shop(place);
    }

    @Test
    void aCardNumberIsNowhereAndItsTokenOnlyWhereItIsNeeded() throws Exception {
        shop.sells(sku, 1_250, 3);
        sendCardsToRest();
        sendCardsToFunctions();
        String confirmed = customer.orders(sku, 1, "pm_card_visa");
        String declined = customer.orders(sku, 1, "pm_card_declined");
        String stuck = customer.orders(sku, 9, "pm_card_refund_refused");
        customer.orderOnce(confirmed, "CONFIRMED");
        customer.orderOnce(declined, "REJECTED");
        customer.orderOnce(stuck, "NEEDS_REPAIR");
        place.eventsOf(confirmed, 1);
        place.eventsOf(declined, 1);

        Map<String, String> histories =
                Map.of(confirmed, historyOf(confirmed), declined, historyOf(declined), stuck, historyOf(stuck));
        Map<String, String> tables = tables();
        Map<String, String> logs = logs();
        String events = place.events().toString();

        // What is looked through holds what it should: else nothing could be found in it.
        assertThat(histories.get(stuck)).contains("RefundRefused", "pm_card_refund_refused");
        assertThat(tables.get(place.stack() + "-orders")).contains(confirmed, declined, stuck, "pm_card_visa");
        assertThat(String.join("", logs.values())).contains("processPayment", "InvalidPayload", stuck);
        assertThat(events).contains(confirmed, declined);

        for (String card : CARD) {
            assertThat(histories.values()).noneMatch(text -> text.contains(card));
            assertThat(tables).noneSatisfy((table, rows) -> assertThat(rows).contains(card));
            assertThat(logs).noneSatisfy((file, lines) -> assertThat(lines).contains(card));
            assertThat(events).doesNotContain(card);
        }
        assertThat(tables.entrySet().stream()
                        .filter(table -> table.getValue().contains("pm_card_"))
                        .map(Map.Entry::getKey))
                // The gateway's books are another party's.
                .isSubsetOf(place.stack() + "-orders", place.stack() + "-card-gateway");
        assertThat(logs).noneSatisfy((file, lines) -> assertThat(lines).contains("pm_card_"));
        assertThat(events).doesNotContain("pm_card_");
        assertThat(errorsAndCausesOf(stuck)).isNotEmpty().noneMatch(text -> text.contains("pm_card_"));
        assertThat(customer.orderAsOperatorsSeeIt(stuck).toString())
                .contains("RefundRefused")
                .doesNotContain("pm_card_");
    }

    private void sendCardsToRest() throws IOException, InterruptedException {
        String order = "{\"customerId\":\"customer-1\",\"items\":[{\"sku\":\"" + sku
                + "\",\"quantity\":1}],\"paymentMethod\":\"pm_card_visa\"}";
        for (String card : CARD) {
            for (String body : List.of(
                    order.replace("pm_card_visa", card),
                    order.replace(sku, card),
                    order.replace("customer-1", card),
                    order.replace("\"items\"", "\"" + card + "\":1,\"items\""),
                    order.replace("\"items\"", "\"card\":{\"number\":[\"" + card + "\"]},\"items\""))) {
                assertRefused(
                        HttpRequest.newBuilder(place.rest().resolve("/orders"))
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .POST(BodyPublishers.ofString(body)),
                        card);
            }
            assertRefused(
                    HttpRequest.newBuilder(place.rest().resolve("/orders"))
                            .header("Idempotency-Key", card)
                            .POST(BodyPublishers.ofString(order)),
                    card);
            assertRefused(HttpRequest.newBuilder(place.rest().resolve("/orders/" + card.replace(" ", "%20"))), card);
        }
    }

    private void assertRefused(HttpRequest.Builder request, String card) throws IOException, InterruptedException {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        request.header("Content-Type", "application/json")
                                .header(
                                        "Authorization",
                                        "Bearer " + place.issuer().token("customer-1", "customer"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.body()).doesNotContain(card);
    }

    /** The saga never sends one, for REST lets none in; whoever may call a function could. */
    private void sendCardsToFunctions() {
        for (String card : CARD) {
            String id = "card-" + UUID.randomUUID();
            assertRefused(
                    "payment-service",
                    "{\"action\":\"processPayment\",\"orderId\":\"" + id
                            + "\",\"amount\":{\"amount\":1250,\"currency\":\"EUR\"},\"paymentMethod\":\"" + card
                            + "\"}");
            assertRefused(
                    "order-service",
                    "{\"action\":\"createOrder\",\"orderId\":\"" + id
                            + "\",\"customerId\":\"customer-1\",\"items\":[{\"sku\":\"S\",\"quantity\":1,"
                            + "\"unitPrice\":{\"amount\":1250,\"currency\":\"EUR\"}}],\"total\":{\"amount\":1250,"
                            + "\"currency\":\"EUR\"},\"paymentMethod\":\"" + card
                            + "\",\"fingerprint\":\"f\",\"placedAt\":\"2026-11-24T09:30:00Z\"}");
        }
    }

    private void assertRefused(String service, String payload) {
        InvokeResponse answer = place.aws()
                .lambda()
                .invoke(call -> call.functionName(place.stack() + "-" + service + ":live")
                        .payload(SdkBytes.fromUtf8String(payload)));
        String error = answer.payload().asUtf8String();
        assertThat(answer.functionError()).as(error).isNotNull();
        assertThat(error).contains("InvalidPayload", "paymentMethod").contains("card number");
        CARD.forEach(card -> assertThat(error).doesNotContain(card));
    }

    private Stream<HistoryEvent> eventsOf(String orderId) {
        String execution = place.stateMachineArn().replace(":stateMachine:", ":execution:") + ":" + orderId;
        return place
                .aws()
                .stepFunctions()
                .getExecutionHistoryPaginator(history -> history.executionArn(execution))
                .events()
                .stream();
    }

    /** All that Step Functions keeps, the input of the execution and of each step with it. */
    private String historyOf(String orderId) {
        return eventsOf(orderId).map(MeansOfPaymentTest::clear).reduce("", String::concat);
    }

    private List<String> errorsAndCausesOf(String orderId) {
        return eventsOf(orderId)
                .flatMap(event -> Stream.of(
                        event.taskFailedEventDetails() == null
                                ? ""
                                : event.taskFailedEventDetails().error() + " "
                                        + event.taskFailedEventDetails().cause(),
                        event.executionFailedEventDetails() == null
                                ? ""
                                : event.executionFailedEventDetails().error() + " "
                                        + event.executionFailedEventDetails().cause()))
                .filter(text -> !text.isBlank())
                .toList();
    }

    /** The SDK's own text of an event stars out what may be a secret. */
    private static String clear(HistoryEvent event) {
        StringBuilder text = new StringBuilder();
        if (event.executionStartedEventDetails() != null) {
            text.append(event.executionStartedEventDetails().input());
        }
        if (event.stateEnteredEventDetails() != null) {
            text.append(event.stateEnteredEventDetails().input());
        }
        if (event.stateExitedEventDetails() != null) {
            text.append(event.stateExitedEventDetails().output());
        }
        if (event.taskScheduledEventDetails() != null) {
            text.append(event.taskScheduledEventDetails().parameters());
        }
        if (event.taskSucceededEventDetails() != null) {
            text.append(event.taskSucceededEventDetails().output());
        }
        if (event.taskFailedEventDetails() != null) {
            text.append(event.taskFailedEventDetails().error())
                    .append(event.taskFailedEventDetails().cause());
        }
        return text.append('\n').toString();
    }

    private Map<String, String> tables() {
        Map<String, String> tables = new TreeMap<>();
        place.aws()
                .dynamoDb()
                .listTables()
                .tableNames()
                .forEach(table -> tables.put(
                        table,
                        place.aws().dynamoDb().scanPaginator(scan -> scan.tableName(table)).items().stream()
                                .map(Object::toString)
                                .reduce("", String::concat)));
        return tables;
    }

    private static Map<String, String> logs() throws IOException {
        Map<String, String> logs = new TreeMap<>();
        try (Stream<Path> files = Files.walk(LOGS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                logs.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
            }
        }
        return logs;
    }
}
