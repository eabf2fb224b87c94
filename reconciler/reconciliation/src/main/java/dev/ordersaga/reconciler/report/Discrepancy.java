package dev.ordersaga.reconciler.report;

import org.jspecify.annotations.Nullable;

/**
 * Something that did not agree.
 *
 * @param order whose; null when it is no order's
 * @param detail one line for reading
 */
public record Discrepancy(Kind kind, @Nullable String order, Outcome outcome, String detail) {

    /** What did not agree. */
    public enum Kind {
        /** An execution failed, was stopped or timed out, and no other has taken its order up. */
        EXECUTION_ENDED,
        /** An order is undecided, and no execution carries it. */
        EXECUTION_MISSING,
        /** An execution ended badly and is none of ours: its input or its name is not an order's. */
        EXECUTION_UNKNOWN,
        /** An order is PENDING for too long, and its execution runs. */
        ORDER_STUCK,
        /** A person has decided about a review or a repair, and the saga that waits was not told. */
        DECISION_NOT_DELIVERED,
        /** A customer took a CONFIRMED order back, and no execution does it. */
        REFUND_MISSING,
        /** Money is kept for an order that does not exist or has ended without it. */
        CHARGE_WITHOUT_ORDER,
        /** Pieces are reserved for an order that does not exist or has ended without them. */
        RESERVATION_WITHOUT_ORDER,
        /** An order is CONFIRMED and not paid. */
        CONFIRMED_WITHOUT_CHARGE,
        /** An order is CONFIRMED and nothing is reserved for it. */
        CONFIRMED_WITHOUT_RESERVATION,
        /** Something could not be looked at: a service was away, or time was up. */
        NOT_COMPARED
    }

    /** What became of it. */
    public enum Outcome {
        /** It is right again, or will be when the saga that was started has ended. */
        REPAIRED,
        /** Only looked at, as asked; it would have been repaired. */
        PROPOSED,
        /** A person has to look at it. */
        REPORTED
    }

    @Override
    public String toString() {
        return outcome + " " + kind + (order == null ? "" : " order " + order) + ": " + detail;
    }
}
