package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ordersaga.saga.place.Customer;
import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.Shop;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** People decide: a customer takes an order back, operators review and repair. */
abstract class DecisionScenarios {

    private static final long CHEAP = 1_250;
    /** More than an order may cost without a review. */
    private static final long DEAR = 60_000;

    private static final int STOCK = 3;

    private final Place place;
    private final Shop shop;
    private final Customer customer;
    private final String sku = "sku-" + UUID.randomUUID();

    DecisionScenarios(Place place) {
        this.place = place;
        this.shop = new Shop(place);
        this.customer = new Customer(place);
    }

    @Test
    void anOrderThatIsApprovedGoesOn() {
        String id = waitsForReview();

        customer.decides(id, "review", Map.of("decision", "approve"));

        assertEnded(id, "CONFIRMED", "", DEAR, STOCK - 1, "OrderConfirmed");
        assertThat(customer.statesVisited(id))
                .containsExactly(
                        "CreateOrder",
                        "RequestReview",
                        "SettleReview",
                        "ProcessPayment",
                        "ReserveInventory",
                        "ConfirmOrder",
                        "PublishOrderConfirmed");
    }

    @Test
    void anOrderThatIsRefusedIsRejectedAndNothingWasCharged() {
        String id = waitsForReview();

        customer.decides(id, "review", Map.of("decision", "refuse", "reason", "never heard of them"));

        assertEnded(id, "REJECTED", "REVIEW_REFUSED", 0, STOCK, "OrderRejected");
        assertThat(customer.statesVisited(id)).doesNotContain("ProcessPayment");
    }

    @Test
    void anOrderThatNobodyReviewsInTimeIsRejectedAndAnApprovalThatComesLaterIsToldSo() {
        String before = place.redefine(place.stateMachineArn(), DecisionScenarios::withImpatientReview);
        String id;
        try {
            shop.sells(sku, DEAR, STOCK);
            id = customer.orders(sku, 1, "pm_card_visa");
            customer.orderOnceItsReviewIs(id, "TIMED_OUT");
        } finally {
            place.redefine(place.stateMachineArn(), definition -> before);
        }

        assertThat(customer.triesToDecide(id, "review", Map.of("decision", "approve")))
                .as("an approval is taken")
                .isFalse();
        assertEnded(id, "REJECTED", "REVIEW_TIMED_OUT", 0, STOCK, "OrderRejected");
        assertThat(customer.statesVisited(id)).doesNotContain("ProcessPayment");
    }

    @Test
    void anOrderThatIsTakenBackWhileItWaitsForItsReviewIsCancelled() {
        String id = waitsForReview();

        customer.decides(id, "cancellation", Map.of());

        assertEnded(id, "CANCELLED", "CANCELLED_BY_CUSTOMER", 0, STOCK, "OrderCancelled");
    }

    @Test
    void anOrderThatIsTakenBackWhenItIsConfirmedIsRefunded() {
        shop.sells(sku, CHEAP, STOCK);
        String id = customer.orders(sku, 2, "pm_card_visa");
        customer.orderAtTheEnd(id);
        assertThat(shop.moneyKept(id)).isEqualTo(2 * CHEAP);

        JsonNode told = customer.decides(id, "cancellation", Map.of("reason", "ordered twice"));

        assertThat(told.path("status").asString()).isEqualTo("CONFIRMED");
        customer.orderOnce(id, "CANCELLED");
        assertEnded(id, "CANCELLED", "CANCELLED_BY_CUSTOMER", 0, STOCK, "OrderConfirmed", "OrderCancelled");
    }

    @Test
    void aRefundThatIsRefusedWaitsForAnOperatorAndWhatIsSkippedStaysListed() {
        shop.sells(sku, CHEAP, STOCK);
        String id = customer.orders(sku, 2, "pm_card_refund_refused");
        customer.orderAtTheEnd(id);

        customer.decides(id, "cancellation", Map.of());
        customer.orderOnce(id, "NEEDS_REPAIR");
        assertThat(customer.orderAsOperatorsSeeIt(id).at("/residuals/0/step").asString())
                .isEqualTo("RefundPayment");
        customer.decides(id, "repair", Map.of("resolution", "retry"));
        // It was in vain, and the saga asks again; until then it takes no other decision.
        await().atMost(Duration.ofMinutes(3))
                .until(() -> customer.triesToDecide(
                        id, "repair", Map.of("resolution", "skip", "reason", "paid back by bank transfer")));

        customer.orderOnce(id, "CANCELLED");
        JsonNode ended = customer.orderAsOperatorsSeeIt(id);
        assertThat(ended.at("/skipped/0/step").asString()).isEqualTo("RefundPayment");
        assertThat(ended.path("residuals").size()).isZero();
        assertEnded(id, "CANCELLED", "CANCELLED_BY_CUSTOMER", 2 * CHEAP, STOCK, "OrderConfirmed", "OrderCancelled");
    }

    private String waitsForReview() {
        shop.sells(sku, DEAR, STOCK);
        String id = customer.orders(sku, 1, "pm_card_visa");
        customer.orderOnceItsReviewIs(id, "WAITING");
        return id;
    }

    private static String withImpatientReview(String definition) {
        JsonNode machine = JsonMapper.shared().readTree(definition);
        ((ObjectNode) machine.at("/States/RequestReview")).put("TimeoutSeconds", 5);
        return machine.toString();
    }

    private void assertEnded(String id, String status, String reason, long money, long onHand, String... events) {
        JsonNode order = customer.orderAtTheEnd(id);
        assertThat(order.path("status").asString()).isEqualTo(status);
        assertThat(order.path("reason").asString("")).isEqualTo(reason);
        assertThat(shop.moneyKept(id)).isEqualTo(money);
        assertThat(shop.onHand(sku)).isEqualTo(onHand);
        assertThat(place.eventsOf(id, events.length)).containsExactlyInAnyOrder(events);
    }
}
