package dev.ordersaga.reconciler;

import java.time.Instant;

/**
 * What a service holds for an order.
 *
 * @param orderId as the service has it, which may be no order's id
 * @param what how much, for reading
 * @param changed when its state last changed
 */
public record Holding(String orderId, State state, String what, Instant changed) {

    /** How it stands with it. */
    public enum State {
        /** There is nothing, and never was. */
        NONE,
        /** It was about to be taken; whether it was is not in writing. */
        INTENDED,
        /** It is taken. */
        HELD,
        /** It was taken, or may have been, and is given back. */
        GIVEN_BACK
    }
}
