package dev.ordersaga.order;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order, which guards its own moves: each answers the order after the move, or refuses with an exception that says
 * where the order stands.
 *
 * @param confirmationAbandoned set when nobody could tell whether ConfirmOrder had happened and it was settled that it
 *     has not and never will; the order reads PENDING until it is rejected
 * @param reason a stable code such as {@code OUT_OF_STOCK} while REJECTED or NEEDS_REPAIR, else null
 * @param residuals what is left over while NEEDS_REPAIR, else empty
 * @param repairTokens the Step Functions task tokens that the operator's decision goes to while NEEDS_REPAIR, newest
 *     last; more than one when the request for repair was tried again, and then all but one are dead
 * @param version how many changes it has seen; a change is written only over the version it was made from
 */
public record Order(
        OrderId id,
        OrderDetails details,
        OrderStatus status,
        boolean confirmationAbandoned,
        @Nullable String reason,
        List<Residual> residuals,
        List<String> repairTokens,
        long version) {

    /** An item has 400 KB, and a token may have one. */
    private static final int MOST_TOKENS = 8;

    public Order {
        residuals = List.copyOf(residuals);
        repairTokens = List.copyOf(repairTokens);
    }

    /** A new order, accepted and undecided. */
    public static Order pending(OrderId id, OrderDetails details) {
        return new Order(id, details, OrderStatus.PENDING, false, null, List.of(), List.of(), 1);
    }

    /**
     * Decides for the order: the pivot.
     *
     * @throws OrderNotPending unless it is PENDING (and its confirmation not abandoned) or CONFIRMED already
     */
    Order confirm() {
        if (status == OrderStatus.CONFIRMED) {
            return this;
        }
        if (status != OrderStatus.PENDING) {
            throw new OrderNotPending("order " + id + " is " + status + " and cannot be confirmed");
        }
        if (confirmationAbandoned) {
            throw new OrderNotPending("order " + id + " was given up before this confirmation arrived");
        }
        return moved(OrderStatus.CONFIRMED, false, null, List.of(), List.of());
    }

    /** From here on the order is CONFIRMED, if it was, or can never be. */
    Order settleConfirmation() {
        if (status != OrderStatus.PENDING || confirmationAbandoned) {
            return this;
        }
        return moved(status, true, reason, residuals, repairTokens);
    }

    /**
     * Decides against the order.
     *
     * @param reason why; what stands before its first colon is the code that is kept
     * @throws OrderAlreadyConfirmed when it is CONFIRMED
     * @throws ResidualsLeft when something is left over: then REJECTED would not be the truth
     */
    Order reject(String reason, List<Residual> leftOver) {
        if (status == OrderStatus.CONFIRMED) {
            throw new OrderAlreadyConfirmed("order " + id + " is CONFIRMED and cannot be rejected");
        }
        if (!leftOver.isEmpty()) {
            throw new ResidualsLeft("order " + id + " cannot be rejected while something is left over: "
                    + leftOver.stream().map(Residual::step).toList());
        }
        if (status == OrderStatus.REJECTED || status == OrderStatus.CANCELLED) {
            return this;
        }
        return moved(OrderStatus.REJECTED, confirmationAbandoned, codeOf(reason), List.of(), List.of());
    }

    /**
     * Asks for an operator.
     *
     * @param taskToken where the operator's decision goes, besides the tokens of earlier requests: which of them is the
     *     living one cannot be told from the order in which they arrive
     * @throws OrderAlreadyConfirmed when it is CONFIRMED: then there is nothing to undo
     * @throws OrderNotPending when it has ended otherwise: then there is nothing to repair
     */
    Order requestRepair(String reason, List<Residual> leftOver, String taskToken) {
        if (status == OrderStatus.CONFIRMED) {
            throw new OrderAlreadyConfirmed("order " + id + " is CONFIRMED and needs no repair");
        }
        if (status != OrderStatus.PENDING && status != OrderStatus.NEEDS_REPAIR) {
            throw new OrderNotPending("order " + id + " is " + status + " and needs no repair");
        }
        if (repairTokens.contains(taskToken)) {
            return this;
        }
        List<String> tokens = new ArrayList<>(repairTokens);
        tokens.add(taskToken);
        List<String> newest = tokens.subList(Math.max(0, tokens.size() - MOST_TOKENS), tokens.size());
        return moved(OrderStatus.NEEDS_REPAIR, confirmationAbandoned, codeOf(reason), leftOver, newest);
    }

    /** The same order read after its saga ended without deciding about it: PENDING would be untrue for ever. */
    Order strandedBy(SagaStatus ended) {
        return moved(OrderStatus.NEEDS_REPAIR, confirmationAbandoned, "EXECUTION_" + ended, residuals, repairTokens);
    }

    private Order moved(
            OrderStatus status,
            boolean confirmationAbandoned,
            @Nullable String reason,
            List<Residual> residuals,
            List<String> repairTokens) {
        return new Order(id, details, status, confirmationAbandoned, reason, residuals, repairTokens, version + 1);
    }

    /** {@code "OUT_OF_STOCK: TEA-1"} is kept as {@code "OUT_OF_STOCK"}: customers' programs read codes, not sentences. */
    private static String codeOf(String reason) {
        int colon = reason.indexOf(':');
        return colon > 0 ? reason.substring(0, colon).strip() : reason.strip();
    }
}
