package dev.ordersaga.order.desk;

import java.util.Arrays;
import java.util.Locale;

/** A payment method that the simulated card gateway knows, and what it does with it. */
public enum TestPaymentMethod {
    PM_CARD_VISA("approves"),
    PM_CARD_DECLINED("declines"),
    PM_CARD_INSUFFICIENT_FUNDS("declines: insufficient funds"),
    PM_CARD_TIMEOUT_AFTER_CHARGE("charges, then answers too late"),
    PM_CARD_UNAVAILABLE_TWICE("fails twice, then works"),
    PM_CARD_REFUND_FAILS_TWICE("charges; a refund fails twice, then works"),
    PM_CARD_REFUND_REFUSED("charges; a refund is refused for good"),
    PM_CARD_REFUND_REFUSED_ONCE("charges; the first refund is refused for good, a later one works");

    private final String does;

    TestPaymentMethod(String does) {
        this.does = does;
    }

    /** As the gateway is told. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    String does() {
        return does;
    }

    static boolean isOne(String token) {
        return Arrays.stream(values()).anyMatch(known -> known.token().equals(token));
    }
}
