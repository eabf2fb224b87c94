package dev.ordersaga.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.saga.ClassicScenario.Outcome;
import dev.ordersaga.saga.place.Customer;
import dev.ordersaga.saga.place.Fault;
import dev.ordersaga.saga.place.Place;
import dev.ordersaga.saga.place.Shop;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

abstract class ClassicScenarios {

    private final Place place;
    private final Shop shop;
    private final Customer customer;
    private final String sku = "sku-" + UUID.randomUUID();

    ClassicScenarios(Place place) {
        this.place = place;
        this.shop = new Shop(place);
        this.customer = new Customer(place);
        shop.sells(sku, ClassicScenario.PRICE, ClassicScenario.STOCK);
    }

    @AfterEach
    void heal() {
        place.heal();
    }

    @ParameterizedTest
    @EnumSource
    void theOrderTheMoneyAndTheStockAgree(ClassicScenario scenario) {
        scenario.faults.forEach(place::fail);

        String id = customer.orders(sku, scenario.quantity, scenario.paymentMethod);
        JsonNode order = end(id, scenario);

        assertThat(outcome(id, order)).isEqualTo(scenario.outcome);
        assertThat(customer.statesVisited(id)).isEqualTo(scenario.statesVisited);
        List<String> events = scenario.event.isEmpty() ? List.of() : List.of(scenario.event);
        assertThat(place.eventsOf(id, events.size())).isEqualTo(events);
    }

    @Test
    void anUndoThatFailedIsTriedAgainWhenAnOperatorSaysSo() {
        ClassicScenario scenario = ClassicScenario.RELEASE_FAILS;
        scenario.faults.forEach(place::fail);
        String id = customer.orders(sku, scenario.quantity, scenario.paymentMethod);
        customer.orderOnce(id, "NEEDS_REPAIR");

        place.heal();
        shop.repair(id, "RETRY");

        assertThat(outcome(id, customer.orderAtTheEnd(id)))
                .isEqualTo(new Outcome("REJECTED", "CONFIRMATION_FAILED", 0, ClassicScenario.STOCK));
        assertThat(place.eventsOf(id, 1)).containsExactly("OrderRejected");
    }

    @Test
    void aConfirmationWhoseAnswersAreLostGoesForward() {
        place.fail(new Fault("order-service", "confirmOrder", Fault.Kind.TIMEOUT_AFTER, Fault.FOR_GOOD));

        String id = customer.orders(sku, 2, "pm_card_visa");

        assertThat(outcome(id, customer.orderAtTheEnd(id)))
                .isEqualTo(new Outcome("CONFIRMED", "", 2 * ClassicScenario.PRICE, ClassicScenario.STOCK - 2));
        assertThat(customer.statesVisited(id)).endsWith("ConfirmOrder", "SettleConfirmation", "PublishOrderConfirmed");
    }

    @ParameterizedTest
    @EnumSource
    void aStepThatFailsOnceWhicheverWayIsDoneOnce(Fault.Kind kind) {
        place.fail(Fault.once("order-service", "createOrder", kind));
        place.fail(Fault.once("payment-service", "processPayment", kind));
        place.fail(Fault.once("inventory-service", "reserveInventory", kind));
        place.fail(Fault.once("order-service", "confirmOrder", kind));

        String id = customer.orders(sku, 2, "pm_card_visa");

        assertThat(outcome(id, customer.orderAtTheEnd(id)))
                .isEqualTo(new Outcome("CONFIRMED", "", 2 * ClassicScenario.PRICE, ClassicScenario.STOCK - 2));
    }

    private JsonNode end(String id, ClassicScenario scenario) {
        return scenario.outcome.status().equals("NEEDS_REPAIR")
                ? customer.orderOnce(id, "NEEDS_REPAIR")
                : customer.orderAtTheEnd(id);
    }

    private Outcome outcome(String id, JsonNode order) {
        return new Outcome(
                order.path("status").asString(),
                order.path("reason").asString(""),
                shop.moneyKept(id),
                shop.onHand(sku));
    }
}
