package dev.ordersaga.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StoryReportTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Story story = new Story("A story", "pm_card_visa", List.of(new Story.Line("jug", 2)));

    @Test
    void moneyKeptForAnOrderThatIsNotConfirmedIsCalledWrong() {
        print("REJECTED", new DemoData.Charge("CHARGED", 1_250, 0, "EUR"), 5);

        assertThat(text()).contains("WRONG   12.50 EUR is kept, and the order is not confirmed");
    }

    @Test
    void stockGoneForAnOrderThatIsNotConfirmedIsCalledWrong() {
        print("PENDING", new DemoData.Charge("REFUNDED", 1_250, 1_250, "EUR"), 3);

        assertThat(text()).contains("WRONG   2 jug are gone, and the order is not confirmed");
    }

    @Test
    void aConfirmedOrderMayKeepMoneyAndTakeStock() {
        print("CONFIRMED", new DemoData.Charge("CHARGED", 1_250, 0, "EUR"), 3);

        assertThat(text())
                .doesNotContain("WRONG")
                .contains("12.50 EUR charged, 12.50 EUR kept")
                .contains("jug 5 -> 3");
    }

    @Test
    void aCompensationThatSucceededIsUndoneAndOneThatFailedIsNot() {
        print("REJECTED", new DemoData.Charge("REFUNDED", 1_250, 1_250, "EUR"), 5);

        assertThat(text()).contains("undone  RejectOrder\n");
    }

    @Test
    void whatTheRefundSagaUndidIsUndone() {
        print("CANCELLED", new DemoData.Charge("REFUNDED", 1_250, 1_250, "EUR"), 5, """
                {"executionStatus": "SUCCEEDED", "steps": [
                  {"state": "ConfirmOrder", "service": "order-service", "attempt": 1, "outcome": "SUCCEEDED"}],
                 "refund": {"executionStatus": "SUCCEEDED", "steps": [
                  {"state": "RefundPayment", "service": "payment-service", "attempt": 1, "outcome": "SUCCEEDED"}]}}
                """);

        assertThat(text()).containsSubsequence("ConfirmOrder", "RefundPayment", "undone  RefundPayment\n");
    }

    private void print(String status, DemoData.Charge charge, long onHand) {
        print(status, charge, onHand, """
                {"executionStatus": "SUCCEEDED", "steps": [
                  {"state": "RefundPayment", "service": "payment-service", "attempt": 1, "outcome": "FAILED", "error": "a.b.Gone"},
                  {"state": "RejectOrder", "service": "order-service", "attempt": 1, "outcome": "SUCCEEDED"}]}
                """);
    }

    private void print(String status, DemoData.Charge charge, long onHand, String saga) {
        JsonNode order = json("{\"id\": \"o-1\", \"status\": \"" + status + "\"}");
        new StoryReport(new PrintStream(printed, true, StandardCharsets.UTF_8))
                .print(1, story, order, json(saga), Optional.of(charge), Map.of("jug", 5L), Map.of("jug", onHand));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
