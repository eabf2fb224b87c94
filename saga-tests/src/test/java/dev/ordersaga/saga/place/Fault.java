package dev.ordersaga.saga.place;

import java.util.Locale;

/**
 * A failure of one service's action.
 *
 * @param service such as {@code order-service}
 * @param action such as {@code createOrder}
 * @param times how many deliveries fail, {@link #FOR_GOOD} for all
 */
public record Fault(String service, String action, Kind kind, int times) {

    public static final int FOR_GOOD = Integer.MAX_VALUE;

    /** How a delivery fails, in the words of {@code /_local/faults}. */
    public enum Kind {
        ERROR_BEFORE("error-before"),
        ERROR_AFTER("error-after"),
        TIMEOUT_BEFORE("timeout-before"),
        TIMEOUT_AFTER("timeout-after"),
        THROTTLE("throttle"),
        CRASH_AFTER("crash-after");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** The action does nothing and reports an error, however often it is tried. */
    public static Fault forGood(String service, String action) {
        return new Fault(service, action, Kind.ERROR_BEFORE, FOR_GOOD);
    }

    /** The action takes effect, and its answer is lost. */
    public static Fault once(String service, String action, Kind kind) {
        return new Fault(service, action, kind, 1);
    }

    /** The template's output that names the service's function: {@code PaymentFunction} for {@code payment-service}. */
    String functionOutput() {
        String word = service.substring(0, service.indexOf('-'));
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + "Function";
    }
}
