package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.saga.place.Fault;
import dev.ordersaga.saga.place.Place;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** With sagas that are stopped while they wait for a person, where that stops them: LocalStack waits for the callback all the same. */
abstract class ReconcilerScenariosWhileWaiting extends ReconcilerScenarios {

    ReconcilerScenariosWhileWaiting(Place place) {
        super(place);
    }

    @Test
    void aSagaStoppedWhileItWaitsForRepairWaitsAgain() {
        String id = customer.orders(sku, STOCK + 1, "pm_card_refund_refused");
        customer.orderOnce(id, "NEEDS_REPAIR");
        shop.stops(id);

        assertThat(outcomes(shop.reconciles(id))).containsExactly("EXECUTION_ENDED REPAIRED");

        entered(id + "-2", "RequestRepair");
        assertThat(customer.order(id).path("status").asString()).isEqualTo("NEEDS_REPAIR");
        assertThat(shop.moneyKept(id)).isEqualTo((STOCK + 1) * PRICE);
        assertThat(shop.reconciles(id)).isEmpty();
        shop.repair(id, "SKIP");
        customer.orderOnce(id, "REJECTED");
    }

    @Test
    void whatCouldNotBeUndoneIsUndoneWhenTheSagaIsRunAgain() {
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

    @Test
    void aSagaStoppedWhileItWaitsForItsReviewAsksAgain() {
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
}
