package dev.ordersaga.order;

import dev.ordersaga.order.RepairDecision.Resolution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is left over of an order and what operators decided about it. It guards its own moves, as {@link Order} does.
 *
 * @param residuals what is left over while the order is NEEDS_REPAIR, else empty
 * @param tokens the Step Functions task tokens that the operator's decision goes to while the order is NEEDS_REPAIR, newest
 *     last; more than one when the request for repair was tried again, and then all but one are dead
 * @param answered while NEEDS_REPAIR: the saga has taken an operator's decision and has not asked again
 * @param decisions what operators decided, oldest first
 */
public record Repair(List<Residual> residuals, List<String> tokens, boolean answered, List<RepairDecision> decisions) {

    /** Of an order that has needed none. */
    static final Repair NONE = new Repair(List.of(), List.of(), false, List.of());

    /** An item has 400 KB; what was skipped is always kept. */
    private static final int MAX_DECISIONS = 20;

    public Repair {
        residuals = List.copyOf(residuals);
        tokens = List.copyOf(tokens);
        decisions = List.copyOf(decisions);
    }

    /** The last decision of an operator, null when there was none. */
    public @Nullable RepairDecision last() {
        return decisions.isEmpty() ? null : decisions.get(decisions.size() - 1);
    }

    /** What was left over for good, by an operator's word. */
    public List<Residual> skipped() {
        Set<Residual> skipped = new LinkedHashSet<>();
        decisions.stream()
                .filter(decision -> decision.resolution() == Resolution.SKIP)
                .forEach(decision -> skipped.addAll(decision.residuals()));
        return List.copyOf(skipped);
    }

    /** The saga asks for an operator, besides the requests that it made before. */
    Repair requested(List<Residual> leftOver, String taskToken) {
        return new Repair(leftOver, TaskTokens.with(tokens, taskToken), false, decisions);
    }

    /**
     * An operator decides. The same decision again, before the saga has asked again, changes nothing.
     *
     * @throws DecisionOnItsWay when the saga is still to take another decision, or at work on it
     */
    Repair decided(OrderId order, Resolution resolution, Attribution attribution) {
        RepairDecision last = last();
        if (last != null && (!last.delivered() || answered)) {
            if (last.resolution() == resolution) {
                return this;
            }
            throw new DecisionOnItsWay("order " + order + ": the decision " + last.resolution() + " of "
                    + last.attribution().by()
                    + (last.delivered() ? " is being carried out" : " is not delivered yet; send it again"));
        }
        List<RepairDecision> all = new ArrayList<>(decisions);
        all.add(new RepairDecision(resolution, attribution, residuals, false));
        if (all.size() > MAX_DECISIONS) {
            decisions.stream()
                    .filter(decision -> decision.resolution() != Resolution.SKIP)
                    .findFirst()
                    .ifPresent(all::remove);
        }
        return new Repair(residuals, tokens, answered, all);
    }

    /**
     * The saga has taken the last decision.
     *
     * @param known the tokens that there were when it was sent: one that came since asks for another decision
     */
    Repair delivered(List<String> known) {
        RepairDecision last = last();
        if (last == null || last.delivered()) {
            return this;
        }
        List<RepairDecision> taken = new ArrayList<>(decisions);
        taken.set(taken.size() - 1, last.taken());
        // Of an order that has ended nobody asks, so nobody has an answer either.
        return new Repair(residuals, tokens, !tokens.isEmpty() && known.containsAll(tokens), taken);
    }

    /** The order has ended: nothing is left over, and nobody waits. What was decided stays. */
    Repair ended() {
        return new Repair(List.of(), List.of(), false, decisions);
    }

    /** Whether a decision is the last one, sent again by the same operator because its first answer got lost. */
    boolean isLast(Resolution resolution, Attribution attribution) {
        RepairDecision last = last();
        return last != null
                && last.resolution() == resolution
                && last.attribution().by().equals(attribution.by());
    }
}
