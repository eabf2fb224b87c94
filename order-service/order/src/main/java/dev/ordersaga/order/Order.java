package dev.ordersaga.order;

import dev.ordersaga.order.RepairDecision.Resolution;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order, which guards its own moves: each answers the order after the move, or refuses with an exception that says
 * where the order stands.
 *
 * @param confirmationAbandoned set when nobody could tell whether ConfirmOrder had happened and it was settled that it
 *     has not and never will; the order reads PENDING until it is rejected
 * @param reason a stable code such as {@code OUT_OF_STOCK} while REJECTED, CANCELLED or NEEDS_REPAIR, else null
 * @param repair what is left over while NEEDS_REPAIR, and what operators decided
 * @param review the look of a person before payment, null when none was asked for
 * @param cancellation who took the order back, null when nobody did; accepted once, it stands
 * @param version how many changes it has seen; a change is written only over the version it was made from
 */
public record Order(
        OrderId id,
        OrderDetails details,
        OrderStatus status,
        boolean confirmationAbandoned,
        @Nullable String reason,
        Repair repair,
        @Nullable Review review,
        @Nullable Attribution cancellation,
        long version) {

    /** The reason of every order that ends CANCELLED. */
    static final String CANCELLED_BY_CUSTOMER = "CANCELLED_BY_CUSTOMER";

    /** A new order, accepted and undecided. */
    public static Order pending(OrderId id, OrderDetails details) {
        return new Order(id, details, OrderStatus.PENDING, false, null, Repair.NONE, null, null, 1);
    }

    /** What is left over while NEEDS_REPAIR, else empty. */
    public List<Residual> residuals() {
        return repair.residuals();
    }

    /** What was left over for good, by an operator's word. */
    public List<Residual> skipped() {
        return repair.skipped();
    }

    /** What operators decided, oldest first. */
    public List<RepairDecision> repairs() {
        return repair.decisions();
    }

    /**
     * Asks for a review.
     *
     * @param taskToken what the decision wakes, besides the tokens of earlier requests
     * @throws OrderCancelled when the customer has taken it back
     * @throws OrderNotPending when it is not PENDING, or on its way out
     * @throws ReviewDecided when it was decided before
     */
    Order requestReview(String taskToken, Instant now) {
        if (cancellation != null) {
            throw new OrderCancelled("order " + id + " was taken back and needs no review");
        }
        if (status != OrderStatus.PENDING || confirmationAbandoned) {
            throw new OrderNotPending("order " + id + " is " + status + " and needs no review");
        }
        if (review == null) {
            return change().review(Review.requested(taskToken, now)).done();
        }
        if (!review.isWaiting()) {
            throw new ReviewDecided("the review of order " + id + " is " + review.state());
        }
        return review.tokens().contains(taskToken)
                ? this
                : change().review(review.alsoAwaitedBy(taskToken)).done();
    }

    /**
     * Decides the review.
     *
     * @throws NoReviewWaiting when none waits, or another decision came first
     */
    Order decideReview(Review.Decision decision, Attribution attribution) {
        if (review != null && review.says(decision)) {
            return this;
        }
        if (review == null || !review.isWaiting() || status != OrderStatus.PENDING || confirmationAbandoned) {
            throw new NoReviewWaiting("order " + id + " is " + status + " and "
                    + (review == null ? "waits for no review" : "its review is " + review.state()));
        }
        return change().review(review.decided(decision, attribution)).done();
    }

    /** From here on the review is decided: as somebody decided it, or, when nobody has, against the order. */
    Order settleReview(Instant now) {
        Review asked = review == null ? Review.neverRequested() : review;
        if (!asked.isWaiting()) {
            return this;
        }
        return change().review(asked.ended(cancellation == null ? Review.State.TIMED_OUT : Review.State.CANCELLED, now))
                .done();
    }

    /**
     * Decides for the order: the pivot.
     *
     * @throws OrderCancelled when the customer has taken it back
     * @throws OrderNotPending unless it is PENDING (its confirmation not abandoned, its review not wanting) or CONFIRMED
     *     already
     */
    Order confirm() {
        if (status == OrderStatus.CONFIRMED) {
            return this;
        }
        if (cancellation != null) {
            throw new OrderCancelled("order " + id + " was taken back before this confirmation arrived");
        }
        if (status != OrderStatus.PENDING) {
            throw new OrderNotPending("order " + id + " is " + status + " and cannot be confirmed");
        }
        if (confirmationAbandoned) {
            throw new OrderNotPending("order " + id + " was given up before this confirmation arrived");
        }
        if (review != null && review.state() != Review.State.APPROVED) {
            throw new OrderNotPending("order " + id + " cannot be confirmed: its review is " + review.state());
        }
        return change().status(OrderStatus.CONFIRMED).reason(null).done();
    }

    /** From here on the order is CONFIRMED, if it was, or can never be. */
    Order settleConfirmation() {
        if (status != OrderStatus.PENDING || confirmationAbandoned) {
            return this;
        }
        return change().abandoned().done();
    }

    /**
     * Takes the order back, as its customer wishes: from here on it cannot be confirmed. A CONFIRMED order does not change;
     * its refund takes it back, see {@link #beginCancellation}.
     *
     * @throws TooLateToCancel when it was rejected
     */
    Order requestCancellation(Attribution attribution) {
        if (status == OrderStatus.REJECTED) {
            throw new TooLateToCancel("order " + id + " was rejected, and nothing is left to take back");
        }
        if (status == OrderStatus.CONFIRMED || status == OrderStatus.CANCELLED || cancellation != null) {
            return this;
        }
        return change().cancellation(attribution)
                .review(review == null ? null : review.ended(Review.State.CANCELLED, attribution.at()))
                .done();
    }

    /**
     * Takes a CONFIRMED order back; it reads CONFIRMED until all that was done for it is undone.
     *
     * @throws OrderNotConfirmed when it never was CONFIRMED
     */
    Order beginCancellation(Attribution attribution) {
        if (cancellation != null) {
            return this;
        }
        if (status != OrderStatus.CONFIRMED) {
            throw new OrderNotConfirmed("order " + id + " is " + status + ": there is nothing to refund");
        }
        return change().cancellation(attribution).done();
    }

    /**
     * Ends a cancellation that began when the order was CONFIRMED.
     *
     * @throws OrderNotConfirmed when none began
     * @throws ResidualsLeft when something is left over: then CANCELLED would not be the truth
     */
    Order cancel(List<Residual> leftOver) {
        if (status == OrderStatus.CANCELLED) {
            return this;
        }
        if (cancellation == null || (status != OrderStatus.CONFIRMED && status != OrderStatus.NEEDS_REPAIR)) {
            throw new OrderNotConfirmed("order " + id + " is " + status + " and no refund of it has begun");
        }
        requireNothing(leftOver, "cancelled");
        return ended(OrderStatus.CANCELLED, CANCELLED_BY_CUSTOMER);
    }

    /**
     * Decides against the order: REJECTED, or CANCELLED when its customer had taken it back.
     *
     * @param reason why; what stands before its first colon is the code that is kept
     * @throws OrderAlreadyConfirmed when it is CONFIRMED
     * @throws ResidualsLeft when something is left over: then neither would be the truth
     */
    Order reject(String reason, List<Residual> leftOver) {
        if (status == OrderStatus.CONFIRMED) {
            throw new OrderAlreadyConfirmed("order " + id + " is CONFIRMED and cannot be rejected");
        }
        requireNothing(leftOver, "rejected");
        if (status == OrderStatus.REJECTED || status == OrderStatus.CANCELLED) {
            return this;
        }
        return cancellation == null
                ? ended(OrderStatus.REJECTED, codeOf(reason))
                : ended(OrderStatus.CANCELLED, CANCELLED_BY_CUSTOMER);
    }

    /**
     * Asks for an operator.
     *
     * @param taskToken where the operator's decision goes, besides the tokens of earlier requests: which of them is the
     *     living one cannot be told from the order in which they arrive
     * @throws OrderAlreadyConfirmed when it is CONFIRMED and nobody takes it back: then there is nothing to undo
     * @throws OrderNotPending when it has ended otherwise: then there is nothing to repair
     */
    Order requestRepair(String reason, List<Residual> leftOver, String taskToken) {
        if (status == OrderStatus.CONFIRMED && cancellation == null) {
            throw new OrderAlreadyConfirmed("order " + id + " is CONFIRMED and needs no repair");
        }
        if (status == OrderStatus.REJECTED || status == OrderStatus.CANCELLED) {
            throw new OrderNotPending("order " + id + " is " + status + " and needs no repair");
        }
        if (repair.tokens().contains(taskToken)) {
            return this;
        }
        return change().status(OrderStatus.NEEDS_REPAIR)
                .reason(codeOf(reason))
                .repair(repair.requested(leftOver, taskToken))
                .done();
    }

    /**
     * Decides what becomes of what is left over. The same decision again, before the saga has asked again, changes nothing.
     *
     * @throws NothingToRepair when no saga waits for a decision
     * @throws DecisionOnItsWay when the saga is still to take another decision, or at work on it
     */
    Order decideRepair(Resolution resolution, Attribution attribution) {
        if (status != OrderStatus.NEEDS_REPAIR) {
            if (repair.isLast(resolution, attribution)) {
                return this;
            }
            throw new NothingToRepair("order " + id + " is " + status + " and its saga waits for no operator");
        }
        return with(repair.decided(id, resolution, attribution));
    }

    /**
     * Keeps that the saga has taken the last decision, also where it has ended the order since.
     *
     * @param known the tokens that there were when it was sent: one that came since asks for another decision
     */
    Order repairDelivered(List<String> known) {
        return with(repair.delivered(known));
    }

    private Order with(Repair moved) {
        return moved.equals(repair) ? this : change().repair(moved).done();
    }

    /**
     * The same order read after its saga ended without deciding about it: PENDING would be untrue for ever. Nothing is written.
     *
     * @param ended how the execution ended, as in {@code ABORTED}
     */
    public Order strandedBy(String ended) {
        return change().status(OrderStatus.NEEDS_REPAIR)
                .reason("EXECUTION_" + ended)
                .done();
    }

    private Order ended(OrderStatus how, String code) {
        return change().status(how)
                .reason(code)
                .repair(repair.ended())
                .review(review == null ? null : review.ended(Review.State.TIMED_OUT, null))
                .done();
    }

    private void requireNothing(List<Residual> leftOver, String end) {
        if (!leftOver.isEmpty()) {
            throw new ResidualsLeft("order " + id + " cannot be " + end + " while something is left over: "
                    + leftOver.stream().map(Residual::step).toList());
        }
    }

    private Change change() {
        return new Change(this);
    }

    /** {@code "OUT_OF_STOCK: TEA-1"} is kept as {@code "OUT_OF_STOCK"}: customers' programs read codes, not sentences. */
    private static String codeOf(String reason) {
        int colon = reason.indexOf(':');
        return colon > 0 ? reason.substring(0, colon).strip() : reason.strip();
    }

    /** The order after a move: all that the move does not name stays as it was. */
    private static final class Change {

        private final Order before;
        private OrderStatus status;
        private boolean abandoned;
        private @Nullable String reason;
        private Repair repair;
        private @Nullable Review review;
        private @Nullable Attribution cancellation;

        private Change(Order before) {
            this.before = before;
            this.status = before.status;
            this.abandoned = before.confirmationAbandoned;
            this.reason = before.reason;
            this.repair = before.repair;
            this.review = before.review;
            this.cancellation = before.cancellation;
        }

        Change status(OrderStatus to) {
            status = to;
            return this;
        }

        Change abandoned() {
            abandoned = true;
            return this;
        }

        Change reason(@Nullable String to) {
            reason = to;
            return this;
        }

        Change repair(Repair to) {
            repair = to;
            return this;
        }

        Change review(@Nullable Review to) {
            review = to;
            return this;
        }

        Change cancellation(Attribution to) {
            cancellation = to;
            return this;
        }

        Order done() {
            return new Order(
                    before.id,
                    before.details,
                    status,
                    abandoned,
                    reason,
                    repair,
                    review,
                    cancellation,
                    before.version + 1);
        }
    }
}
