package dev.ordersaga.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person's look at an order before it is paid. What is decided first is final.
 *
 * @param tokens the task tokens that a decision wakes, newest last; which of them is the living one cannot be told from the
 *     order in which they arrive, and they decide nothing
 * @param requestedAt when it was first asked for, cut to milliseconds; null when it was decided before anybody asked
 * @param decidedAt cut to milliseconds, null while WAITING and when it ended with its order
 * @param decidedBy who decided, null while WAITING and when nobody did
 * @param reason what the one who decided said, if anything
 */
public record Review(
        State state,
        List<String> tokens,
        @Nullable Instant requestedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String reason) {

    /** How far the review has come. */
    public enum State {
        /** Nobody has decided. */
        WAITING,
        /** The order goes on. */
        APPROVED,
        /** The order goes no further. */
        REFUSED,
        /** Nobody decided in time, which is a refusal. */
        TIMED_OUT,
        /** The customer took the order back before anybody had decided. */
        CANCELLED
    }

    /** What a person may decide. */
    public enum Decision {
        APPROVE(State.APPROVED),
        REFUSE(State.REFUSED);

        private final State leadsTo;

        Decision(State leadsTo) {
            this.leadsTo = leadsTo;
        }
    }

    public Review {
        tokens = List.copyOf(tokens);
        requestedAt = requestedAt == null ? null : requestedAt.truncatedTo(ChronoUnit.MILLIS);
        decidedAt = decidedAt == null ? null : decidedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    static Review requested(String token, Instant at) {
        return new Review(State.WAITING, List.of(token), at, null, null, null);
    }

    /** A review that ends before anybody was asked for it. */
    static Review neverRequested() {
        return new Review(State.WAITING, List.of(), null, null, null, null);
    }

    /** Whether nobody has decided, and somebody may. */
    public boolean isWaiting() {
        return state == State.WAITING;
    }

    Review alsoAwaitedBy(String token) {
        return new Review(state, TaskTokens.with(tokens, token), requestedAt, decidedAt, decidedBy, reason);
    }

    Review decided(Decision decision, Attribution attribution) {
        return new Review(
                decision.leadsTo, tokens, requestedAt, attribution.at(), attribution.by(), attribution.reason());
    }

    /** What nobody may decide any more: the review ends as that says, unless it was decided. */
    Review ended(State how, @Nullable Instant at) {
        return isWaiting() ? new Review(how, tokens, requestedAt, at, null, null) : this;
    }

    boolean says(Decision decision) {
        return state == decision.leadsTo;
    }
}
