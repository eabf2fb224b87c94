package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ordersaga.saga.place.Customer;
import dev.ordersaga.saga.place.Fault;
import dev.ordersaga.saga.place.PausedSaga;
import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.Shop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
    void aSagaStoppedOnItsWayForwardIsCarriedToTheEnd(String state) {
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
    void aSagaStoppedOnItsWayBackIsCarriedToTheEnd(String state) {
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

    @ParameterizedTest
    @ValueSource(strings = {"ReleaseInventory", "RefundPayment", "RejectOrder"})
    void aSagaStoppedWhileItUndoesAReservationEndsOneWayOrTheOther(String state) {
        place.fail(Fault.forGood("inventory-service", "reserveInventory"));
        String id = stoppedBefore(state, sku, 2, "pm_card_visa");
        place.heal();

        assertThat(outcomes(shop.reconciles(id))).containsExactly("EXECUTION_ENDED REPAIRED");

        agree(customer.orderAtTheEnd(id), 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BeginCancellation", "ReleaseInventory", "RefundPayment", "CancelOrder", "PublishOrderCancelled"
            })
    void aRefundThatIsStoppedIsCarriedToTheEnd(String state) {
        String id = customer.orders(sku, 2, "pm_card_visa");
        customer.orderOnce(id, "CONFIRMED");
        customer.orderAtTheEnd(id);
        String before =
                place.redefine(place.refundStateMachineArn(), definition -> PausedSaga.before(state, definition));
        try {
            shop.takesBack(id);
            until(() -> shop.refundStatesEntered(id).contains(PausedSaga.PAUSE));
            shop.stopsRefund(id);
        } finally {
            place.redefine(place.refundStateMachineArn(), definition -> before);
        }

        assertThat(outcomes(shop.reconciles(id))).containsExactly("EXECUTION_ENDED REPAIRED");

        customer.orderOnce(id, "CANCELLED");
        assertThat(place.eventsOf(id, 2)).contains("OrderCancelled");
        assertThat(shop.moneyKept(id)).isZero();
        assertThat(shop.onHand(sku)).isEqualTo(STOCK);
        assertThat(shop.reconciles(id)).isEmpty();
    }

    @Test
    void aSagaThatIsStoppedAgainIsRunAgainFiveTimesInAll() {
        String before =
                place.redefine(place.stateMachineArn(), definition -> PausedSaga.before("ConfirmOrder", definition));
        try {
            String id = customer.orders(sku, 1, "pm_card_visa");
            for (String run : List.of(id, id + "-2", id + "-3", id + "-4", id + "-5")) {
                standsStill(run);
                shop.stops(run);
                assertThat(outcomes(shop.reconciles(id)))
                        .containsExactly(run.endsWith("-5") ? "EXECUTION_ENDED REPORTED" : "EXECUTION_ENDED REPAIRED");
            }
            assertThat(customer.order(id).path("status").asString()).isIn("PENDING", "NEEDS_REPAIR");
        } finally {
            place.redefine(place.stateMachineArn(), definition -> before);
        }
    }

    @Test
    void twoReconcilersAtOnceRepairOnce() throws Exception {
        List<String> stopped = new ArrayList<>();
        for (String state : List.of("ProcessPayment", "ReserveInventory", "ConfirmOrder")) {
            stopped.add(stoppedBefore(state, sku, 1, "pm_card_visa"));
        }
        String nobody = "nobody-" + UUID.randomUUID();
        shop.charges(nobody, PRICE);
        shop.reserves(nobody, sku, 1);

        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Future<List<JsonNode>> one = two.submit(() -> shop.reconciles(nobody));
            Future<List<JsonNode>> other = two.submit(() -> shop.reconciles(nobody));
            one.get();
            other.get();
        } finally {
            two.shutdownNow();
        }

        for (String id : stopped) {
            customer.orderOnce(id, "CONFIRMED");
            assertThat(shop.moneyKept(id)).isEqualTo(PRICE);
            assertThat(shop.statesEntered(id + "-3")).isEmpty();
        }
        assertThat(shop.moneyKept(nobody)).isZero();
        assertThat(shop.onHand(sku)).isEqualTo(STOCK - stopped.size());
    }

    @Test
    void customersWhoOrderMeanwhileNoticeNothing() throws Exception {
        List<String> cards =
                List.of("pm_card_visa", "pm_card_declined", "pm_card_timeout_after_charge", "pm_card_visa");
        List<String> ids = new ArrayList<>();
        List<JsonNode> found = new ArrayList<>();
        int atOnce = place.sagasAtOnce();
        AtomicBoolean closed = new AtomicBoolean();
        ExecutorService people = Executors.newFixedThreadPool(atOnce + 1);
        try {
            Future<List<JsonNode>> reconciler = people.submit(() -> {
                List<JsonNode> all = new ArrayList<>();
                while (!closed.get()) {
                    all.addAll(shop.reconciles());
                }
                return all;
            });
            List<Future<List<String>>> orders = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                orders.add(people.submit(() -> {
                    List<String> mine = new ArrayList<>();
                    for (String card : cards) {
                        // Every second order is of more than there is.
                        int quantity = mine.size() % 2 == 0 ? 1 : STOCK + 1;
                        String id = customer.orders(sku, quantity, card);
                        mine.add(id);
                        customer.orderAtTheEnd(id);
                    }
                    return mine;
                }));
            }
            try {
                for (Future<List<String>> each : orders) {
                    ids.addAll(each.get());
                }
            } finally {
                closed.set(true);
            }
            found.addAll(reconciler.get());
        } finally {
            people.shutdownNow();
        }

        assertThat(found)
                .filteredOn(finding -> ids.contains(finding.path("order").asString("")))
                .isEmpty();
        long confirmed = 0;
        for (String id : ids) {
            boolean kept = customer.order(id).path("status").asString().equals("CONFIRMED");
            confirmed += kept ? 1 : 0;
            assertThat(shop.moneyKept(id)).isEqualTo(kept ? PRICE : 0);
            assertThat(shop.statesEntered(id + "-2")).isEmpty();
        }
        assertThat(confirmed).isEqualTo(2L * atOnce);
        assertThat(shop.onHand(sku)).isEqualTo(STOCK - confirmed);
    }

    /** An order whose saga was stopped right before a state. */
    private String stoppedBefore(String state, String sku, int quantity, String card) {
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

    private void standsStill(String run) {
        entered(run, PausedSaga.PAUSE);
    }

    void entered(String run, String state) {
        until(() -> shop.statesEntered(run).contains(state));
    }

    private static void until(Callable<Boolean> reached) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(reached);
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
