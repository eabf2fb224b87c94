package dev.ordersaga.order;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Decides the review of an order. The decision is one conditional write on the order's row; the task token only wakes the
 * saga, which then reads it. A call that dies in between is repaired by the same call again, or by the review's time-out.
 */
public final class DecideReview {

    private final OrderMoves moves;
    private final WaitingTasks tasks;
    private final Clock clock;

    public DecideReview(OrderMoves moves, WaitingTasks tasks, Clock clock) {
        this.moves = moves;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Approves or refuses; the same decision again wakes the saga again.
     *
     * @param by who decides
     * @throws NoReviewWaiting if none waits, or another decision came first
     * @throws Unavailable if it is not known whether it was decided, or whether the saga was woken; the same call again
     *     will tell
     */
    public Order decide(OrderId id, Review.Decision decision, String by, @Nullable String reason) {
        Attribution attribution = new Attribution(by, clock.instant(), reason);
        Order order = moves.change(
                id,
                written -> written.orElseThrow(
                                () -> new NoReviewWaiting("order " + id + " has not come to its review yet"))
                        .decideReview(decision, attribution));
        wake(order);
        return order;
    }

    /**
     * Wakes the saga of an order whose review is decided; safe at any time, from many sides.
     *
     * @return whether a saga was waiting
     * @throws Unavailable if it is not known whether it was woken
     */
    public boolean wake(Order order) {
        Review review = order.review();
        if (order.status() != OrderStatus.PENDING || review == null || review.isWaiting()) {
            return false;
        }
        // Every token: which is the living one cannot be told, and a saga woken for nothing reads the same decision.
        return review.tokens().stream()
                        .filter(token -> tasks.answer(token, "{}"))
                        .count()
                > 0;
    }
}
