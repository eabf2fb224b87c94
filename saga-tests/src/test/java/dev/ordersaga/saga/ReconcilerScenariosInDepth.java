package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.saga.place.Fault;
import dev.ordersaga.saga.place.PausedSaga;
import dev.ordersaga.saga.place.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** As {@link ReconcilerScenarios}, in more ways; where a redefined saga costs seconds, these would take far too long. */
abstract class ReconcilerScenariosInDepth extends ReconcilerScenarios {

    ReconcilerScenariosInDepth(Place place) {
        super(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReleaseInventory", "RefundPayment", "RejectOrder"})
    void aSagaStoppedWhileItUndoesAReservationEndsOneWayOrTheOther(String state) throws InterruptedException {
        place.fail(Fault.forGood("inventory-service", "reserveInventory"));
        String id = stoppedBefore(state, sku, 2, "pm_card_visa");
        place.heal();

        assertThat(outcomes(shop.reconciles(id))).containsExactly("EXECUTION_ENDED REPAIRED");

        agree(customer.orderAtTheEnd(id), 2);
    }

    @Test
    void aSagaStoppedWhileItWaitsForRepairWaitsAgain() throws InterruptedException {
        String id = customer.orders(sku, STOCK + 1, "pm_card_refund_refused");
        customer.orderOnce(id, "NEEDS_REPAIR");
        shop.stops(id);

        assertThat(outcomes(shop.reconciles(id))).containsExactly("EXECUTION_ENDED REPAIRED");

        waitsForRepair(id + "-2");
        assertThat(customer.order(id).path("status").asString()).isEqualTo("NEEDS_REPAIR");
        assertThat(shop.moneyKept(id)).isEqualTo((STOCK + 1) * PRICE);
        assertThat(shop.reconciles(id)).isEmpty();
        shop.repair(id, "SKIP");
        customer.orderOnce(id, "REJECTED");
    }

    @Test
    void whatCouldNotBeUndoneIsUndoneWhenTheSagaIsRunAgain() throws InterruptedException {
        place.fail(Fault.forGood("order-service", "confirmOrder"));
        place.fail(Fault.forGood("inventory-service", "releaseInventory"));
        String id = customer.orders(sku, 2, "pm_card_visa");
        customer.orderOnce(id, "NEEDS_REPAIR");
        assertThat(shop.onHand(sku)).isEqualTo(STOCK - 2);
        shop.stops(id);
        place.heal();

        assertThat(outcomes(shop.reconciles(id))).containsExactly("EXECUTION_ENDED REPAIRED");

        JsonNode order = customer.orderAtTheEnd(id);
        assertThat(order.path("status").asString()).isEqualTo("REJECTED");
        agree(order, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BeginCancellation", "ReleaseInventory", "RefundPayment", "CancelOrder", "PublishOrderCancelled"
            })
    void aRefundThatIsStoppedIsCarriedToTheEnd(String state) throws InterruptedException {
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
    void aSagaStoppedWhileItWaitsForItsReviewAsksAgain() throws InterruptedException {
        String dear = "sku-" + UUID.randomUUID();
        shop.sells(dear, 60_000, STOCK);
        String id = customer.orders(dear, 1, "pm_card_visa");
        entered(id, "RequestReview");
        shop.stops(id);

        assertThat(outcomes(shop.reconciles(id))).containsExactly("EXECUTION_ENDED REPAIRED");

        entered(id + "-2", "RequestReview");
        assertThat(shop.reconciles(id)).isEmpty();
        assertThat(shop.moneyKept(id)).isZero();
        assertThat(shop.onHand(dear)).isEqualTo(STOCK);
    }

    @Test
    void aSagaThatIsStoppedAgainIsRunAgainFiveTimesInAll() throws InterruptedException {
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
}
