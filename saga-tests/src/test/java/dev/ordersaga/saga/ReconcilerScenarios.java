package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.saga.place.Customer;
import dev.ordersaga.saga.place.PausedSaga;
import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.Shop;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Sagas die, things are held for no order, and the reconciler makes everything true again. */
abstract class ReconcilerScenarios {

    static final long PRICE = 1_250;
    static final int STOCK = 20;

    final Place place;
    final Shop shop;
    final Customer customer;
    final String sku = "sku-" + UUID.randomUUID();

    ReconcilerScenarios(Place place) {
        this.place = place;
        this.shop = new Shop(place);
        this.customer = new Customer(place);
        shop.sells(sku, PRICE, STOCK);
    }

    @AfterEach
    void heal() {
        place.heal();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CreateOrder", "ProcessPayment", "ReserveInventory", "ConfirmOrder", "PublishOrderConfirmed"})
    void aSagaStoppedOnItsWayForwardIsCarriedToTheEnd(String state) throws InterruptedException {
        String id = stoppedBefore(state, sku, 2, "pm_card_visa");

        assertThat(outcomes(shop.reconciles(id))).containsExactly("EXECUTION_ENDED REPAIRED");

        JsonNode order = customer.orderOnce(id, "CONFIRMED");
        assertThat(order.path("total").path("amount").asLong()).isEqualTo(2 * PRICE);
        assertThat(place.eventsOf(id, 1)).contains("OrderConfirmed").doesNotContain("OrderRejected");
        assertThat(shop.moneyKept(id)).isEqualTo(2 * PRICE);
        assertThat(shop.onHand(sku)).isEqualTo(STOCK - 2);
        customer.orderAtTheEnd(id);
        assertThat(shop.reconciles(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RefundPayment", "RejectOrder", "PublishOrderRejected"})
    void aSagaStoppedOnItsWayBackIsCarriedToTheEnd(String state) throws InterruptedException {
        String id = stoppedBefore(state, sku, STOCK + 1, "pm_card_visa");

        assertThat(outcomes(shop.reconciles(id))).containsExactly("EXECUTION_ENDED REPAIRED");

        customer.orderOnce(id, "REJECTED");
        assertThat(place.eventsOf(id, 1)).contains("OrderRejected").doesNotContain("OrderConfirmed");
        assertThat(shop.moneyKept(id)).isZero();
        assertThat(shop.onHand(sku)).isEqualTo(STOCK);
        customer.orderAtTheEnd(id);
        assertThat(shop.reconciles(id)).isEmpty();
    }

    @Test
    void whatIsHeldForNoOrderIsGivenBack() {
        String nobody = "nobody-" + UUID.randomUUID();
        shop.charges(nobody, PRICE);
        shop.reserves(nobody, sku, 3);

        assertThat(outcomes(shop.reconciles(nobody)))
                .containsExactlyInAnyOrder("CHARGE_WITHOUT_ORDER REPAIRED", "RESERVATION_WITHOUT_ORDER REPAIRED");

        assertThat(shop.moneyKept(nobody)).isZero();
        assertThat(shop.onHand(sku)).isEqualTo(STOCK);
        assertThat(shop.reconciles(nobody)).isEmpty();
    }

    /** An order whose saga was stopped right before a state. */
    String stoppedBefore(String state, String sku, int quantity, String card) throws InterruptedException {
        String before = place.redefine(place.stateMachineArn(), definition -> PausedSaga.before(state, definition));
        try {
            String id = customer.orders(sku, quantity, card);
            standsStill(id);
            shop.stops(id);
            return id;
        } finally {
            place.redefine(place.stateMachineArn(), definition -> before);
        }
    }

    void standsStill(String run) throws InterruptedException {
        entered(run, PausedSaga.PAUSE);
    }

    void waitsForRepair(String run) throws InterruptedException {
        entered(run, "RequestRepair");
    }

    void entered(String run, String state) throws InterruptedException {
        until(() -> shop.statesEntered(run).contains(state));
    }

    static void until(BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** What the order says, what was kept and what is on the shelf are the same truth. */
    void agree(JsonNode order, int quantity) {
        boolean confirmed = order.path("status").asString().equals("CONFIRMED");
        assertThat(order.path("status").asString()).isIn("CONFIRMED", "REJECTED");
        assertThat(shop.moneyKept(order.path("id").asString())).isEqualTo(confirmed ? quantity * PRICE : 0);
        assertThat(shop.onHand(sku)).isEqualTo(confirmed ? STOCK - quantity : STOCK);
    }

    static List<String> outcomes(List<JsonNode> findings) {
        return findings.stream()
                .map(finding -> finding.path("kind").asString() + " "
                        + finding.path("outcome").asString())
                .toList();
    }
}
