package dev.ordersaga.saga;

import static dev.ordersaga.saga.place.Fault.forGood;

import dev.ordersaga.saga.place.Fault;
import java.util.List;

/**
 * One of the seven scenarios that the classic sample tells with magic order ids. Here they come about as in life: by the card,
 * by the stock, by a service that fails.
 *
 * <p>The stock is {@value #STOCK} pieces at {@value #PRICE} each.
 */
@SuppressWarnings("ImmutableEnumChecker") // its lists are those of List.of
enum ClassicScenario {
    SUCCESS(
            "pm_card_visa",
            2,
            List.of(),
            List.of("CreateOrder", "ProcessPayment", "ReserveInventory", "ConfirmOrder", "PublishOrderConfirmed"),
            new Outcome("CONFIRMED", "", 2 * ClassicScenario.PRICE, ClassicScenario.STOCK - 2),
            "OrderConfirmed"),
    ORDER_STEP_FAILS(
            "pm_card_visa",
            2,
            List.of(forGood("order-service", "createOrder")),
            List.of("CreateOrder", "SettleConfirmation", "RejectOrder", "PublishOrderRejected"),
            new Outcome("REJECTED", "ORDER_NOT_CREATED", 0, ClassicScenario.STOCK),
            "OrderRejected"),
    ORDER_STEP_FAILS_AND_SO_DOES_ITS_UNDO(
            "pm_card_visa",
            2,
            List.of(forGood("order-service", "createOrder"), forGood("order-service", "rejectOrder")),
            List.of("CreateOrder", "SettleConfirmation", "RejectOrder", "RequestRepair"),
            new Outcome("NEEDS_REPAIR", "ORDER_NOT_CREATED", 0, ClassicScenario.STOCK),
            ""),
    PAYMENT_FAILS(
            "pm_card_declined",
            2,
            List.of(),
            List.of("CreateOrder", "ProcessPayment", "RejectOrder", "PublishOrderRejected"),
            new Outcome("REJECTED", "CARD_DECLINED", 0, ClassicScenario.STOCK),
            "OrderRejected"),
    REFUND_FAILS(
            "pm_card_refund_refused",
            ClassicScenario.STOCK + 1,
            List.of(),
            List.of(
                    "CreateOrder",
                    "ProcessPayment",
                    "ReserveInventory",
                    "RefundPayment",
                    "RejectOrder",
                    "RequestRepair"),
            new Outcome(
                    "NEEDS_REPAIR",
                    "OUT_OF_STOCK",
                    (ClassicScenario.STOCK + 1) * ClassicScenario.PRICE,
                    ClassicScenario.STOCK),
            ""),
    RESERVATION_FAILS(
            "pm_card_visa",
            ClassicScenario.STOCK + 1,
            List.of(),
            List.of(
                    "CreateOrder",
                    "ProcessPayment",
                    "ReserveInventory",
                    "RefundPayment",
                    "RejectOrder",
                    "PublishOrderRejected"),
            new Outcome("REJECTED", "OUT_OF_STOCK", 0, ClassicScenario.STOCK),
            "OrderRejected"),
    RELEASE_FAILS(
            "pm_card_visa",
            2,
            List.of(forGood("order-service", "confirmOrder"), forGood("inventory-service", "releaseInventory")),
            List.of(
                    "CreateOrder",
                    "ProcessPayment",
                    "ReserveInventory",
                    "ConfirmOrder",
                    "SettleConfirmation",
                    "ReleaseInventory",
                    "RefundPayment",
                    "RejectOrder",
                    "RequestRepair"),
            new Outcome("NEEDS_REPAIR", "CONFIRMATION_FAILED", 0, ClassicScenario.STOCK - 2),
            "");

    static final int STOCK = 5;
    static final long PRICE = 1_250;

    /** What the stores say in the end. */
    record Outcome(String status, String reason, long moneyKept, long onHand) {}

    final String paymentMethod;
    final int quantity;
    final List<Fault> faults;
    final List<String> statesVisited;
    final Outcome outcome;
    final String event;

    ClassicScenario(
            String paymentMethod,
            int quantity,
            List<Fault> faults,
            List<String> statesVisited,
            Outcome outcome,
            String event) {
        this.paymentMethod = paymentMethod;
        this.quantity = quantity;
        this.faults = faults;
        this.statesVisited = statesVisited;
        this.outcome = outcome;
        this.event = event;
    }
}
