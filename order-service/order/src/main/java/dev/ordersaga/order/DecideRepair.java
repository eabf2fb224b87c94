package dev.ordersaga.order;

import dev.ordersaga.order.RepairDecision.Resolution;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of what could not be undone. The decision is written first, then told to the saga by the newest of
 * the order's living tokens, then marked as delivered. A call that dies in between is repaired by the same call again.
 */
public final class DecideRepair {

    private final OrderMoves moves;
    private final WaitingTasks tasks;
    private final Clock clock;

    public DecideRepair(OrderMoves moves, WaitingTasks tasks, Clock clock) {
        this.moves = moves;
        this.tasks = tasks;
        this.clock = clock;
    }

    /**
     * Decides; the same decision again, before the saga has asked again, delivers the first one.
     *
     * @param by who decides
     * @param reason required for a SKIP
     * @return the order; its last decision is not delivered when no saga waited at this moment (it asks again)
     * @throws NothingToRepair if no saga waits for a decision
     * @throws DecisionOnItsWay if another decision is on its way
     * @throws Unavailable if it is not known whether it was decided or delivered; the same call again will tell
     */
    public Order decide(OrderId id, Resolution resolution, String by, @Nullable String reason) {
        Attribution attribution = new Attribution(by, clock.instant(), reason);
        return deliver(moves.change(
                id,
                written -> written.orElseThrow(() -> new NothingToRepair("order " + id + " has not begun yet"))
                        .decideRepair(resolution, attribution)));
    }

    /** Tells the saga the order's last decision, unless it has it; safe at any time, from many sides. */
    public Order deliver(Order order) {
        RepairDecision last = order.repair().last();
        if (order.status() != OrderStatus.NEEDS_REPAIR || last == null || last.delivered()) {
            return order;
        }
        String answer = "{\"resolution\":\"" + last.resolution() + "\"}";
        List<String> tokens = order.repair().tokens();
        for (int newest = tokens.size() - 1; newest >= 0; newest--) {
            if (tasks.answer(tokens.get(newest), answer)) {
                return moves.change(order.id(), written -> written.orElseThrow().repairDelivered(tokens));
            }
        }
        return order;
    }
}
