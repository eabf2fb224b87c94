package dev.ordersaga.order;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes an order back for its customer.
 *
 * <p>One conditional write on the order's row races ConfirmOrder's: either the order can never be confirmed any more and its
 * saga undoes what was done, or it is CONFIRMED, and then starting the refund saga under the order's name is the one durable
 * step. A saga that waits for the order's review is woken, too; a call that dies before that is repaired by the same call
 * again, or by the review's time-out.
 */
public final class RequestCancellation {

    private final OrderMoves moves;
    private final Refunds refunds;
    private final WaitingTasks tasks;
    private final Clock clock;

    public RequestCancellation(OrderMoves moves, Refunds refunds, WaitingTasks tasks, Clock clock) {
        this.moves = moves;
        this.refunds = refunds;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Cancels an order; cancelled again, it stays as it was.
     *
     * @param known the order as it was found: before its first step has written it, this writes it
     * @param by who wants it
     * @return the order, CANCELLED or on its way there
     * @throws TooLateToCancel if it was rejected
     * @throws Unavailable if it is not known whether it was cancelled; the same call again will tell
     */
    public Order cancel(Order known, String by, @Nullable String reason) {
        Attribution cancellation = new Attribution(by, clock.instant(), reason);
        Order order = moves.change(
                known.id(),
                written -> written.orElseGet(() -> Order.pending(known.id(), known.details()))
                        .requestCancellation(cancellation));
        if (order.status() == OrderStatus.CONFIRMED) {
            Attribution first = Optional.ofNullable(order.cancellation()).orElse(cancellation);
            refunds.startRefund(order, first);
            // What the refund's first step is about to write.
            return order.beginCancellation(first);
        }
        Review review = order.review();
        if (order.status() == OrderStatus.PENDING && review != null) {
            review.tokens().forEach(token -> tasks.answer(token, "{}"));
        }
        return order;
    }
}
