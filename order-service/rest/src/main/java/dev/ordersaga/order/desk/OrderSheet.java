package dev.ordersaga.order.desk;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.RepairDecision;
import dev.ordersaga.order.Residual;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.access.Requester;
import dev.ordersaga.order.saga.SagaStatus;
import dev.ordersaga.order.saga.SagaStep;
import dev.ordersaga.order.saga.SagaSteps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the page of one order shows to its reader.
 *
 * @param saga null when no saga of it is known any more
 */
record OrderSheet(Order order, @Nullable SagaSteps saga, Requester reader, Duration reviewTimeout) {

    /** Something that somebody did or wanted. */
    record Event(
            Instant at,
            String what,
            @Nullable String by,
            @Nullable String reason) {}

    String id() {
        return order.id().value();
    }

    String brief() {
        return Wording.brief(order.id());
    }

    /** What the reader may decide about it now. */
    Set<DeskAction> actions() {
        Set<DeskAction> offered = new LinkedHashSet<>();
        Review review = order.review();
        if (reader.operator() && order.status() == OrderStatus.PENDING && review != null && review.isWaiting()) {
            offered.add(DeskAction.APPROVE);
            offered.add(DeskAction.REFUSE);
        }
        if (reader.operator() && asksForRepair()) {
            offered.add(DeskAction.RETRY);
            offered.add(DeskAction.DONE);
            offered.add(DeskAction.SKIP);
        }
        boolean standing = order.status() == OrderStatus.PENDING || order.status() == OrderStatus.CONFIRMED;
        if (standing && order.cancellation() == null) {
            offered.add(DeskAction.CANCEL);
        }
        return offered;
    }

    private boolean asksForRepair() {
        return order.status() == OrderStatus.NEEDS_REPAIR
                && !order.repair().tokens().isEmpty()
                && !order.repair().answered();
    }

    List<Residual> residuals() {
        return reader.operator() ? order.residuals() : List.of();
    }

    List<Residual> skipped() {
        return reader.operator() ? order.skipped() : List.of();
    }

    /** Whether something will still happen by itself. */
    boolean moving() {
        SagaSteps steps = saga;
        boolean running = steps != null
                && (steps.status() == SagaStatus.RUNNING
                        || (steps.refund() != null && steps.refund().status() == SagaStatus.RUNNING));
        return running || (steps == null && order.status() == OrderStatus.PENDING);
    }

    /** Where the order stands, in a sentence. */
    String standing() {
        Review review = order.review();
        if (order.status() == OrderStatus.NEEDS_REPAIR) {
            if (order.repair().tokens().isEmpty()) {
                return "Its saga ended without deciding about it. The reconciler runs it again.";
            }
            return asksForRepair()
                    ? "Something could not be undone. It waits for an operator."
                    : "An operator has decided. The saga is at work on it.";
        }
        if (order.status() == OrderStatus.PENDING && review != null && review.isWaiting()) {
            return "It waits for a person's review before anybody is charged.";
        }
        if (order.cancellation() != null && order.status() != OrderStatus.CANCELLED) {
            return "It is being taken back; what was done for it is undone.";
        }
        String step = running();
        return switch (order.status()) {
            case PENDING -> step.isEmpty() ? "It is on its way." : "It is on its way: " + step + ".";
            case CONFIRMED -> moving() ? "It is confirmed; its event is on its way." : "It is confirmed.";
            case REJECTED -> "It was rejected" + because() + ".";
            case CANCELLED -> "It was taken back; nothing is kept.";
            case NEEDS_REPAIR -> "It waits for an operator.";
        };
    }

    private String because() {
        String reason = order.reason();
        return reason == null ? "" : ": " + Wording.words(reason);
    }

    private String running() {
        SagaSteps steps = saga;
        if (steps == null || steps.steps().isEmpty()) {
            return "";
        }
        SagaStep last = steps.steps().get(steps.steps().size() - 1);
        return switch (last.outcome()) {
            case RUNNING ->
                last.attempt() > 1 ? last.state() + " runs, attempt " + last.attempt() : last.state() + " runs";
            case FAILED, TIMED_OUT ->
                "after " + last.state() + ", attempt " + last.attempt() + ", " + Wording.words(last.outcome());
            case SUCCEEDED, ABORTED -> "";
        };
    }

    @Nullable
    Instant deadline() {
        return ListedOrder.deadlineOf(order, reviewTimeout);
    }

    /** Who wanted and decided what, when, the oldest first; other people's names and words are for operators. */
    List<Event> events() {
        List<Event> events = new ArrayList<>();
        events.add(
                new Event(order.details().placedAt(), "Placed", order.details().customerId(), null));
        Review review = order.review();
        if (review != null) {
            if (review.requestedAt() != null) {
                events.add(new Event(review.requestedAt(), "Review asked for", null, null));
            }
            if (review.decidedAt() != null && review.decidedBy() != null) {
                events.add(seen(
                        "Review " + Wording.words(review.state()),
                        new Attribution(review.decidedBy(), review.decidedAt(), review.reason())));
            }
        }
        Attribution cancellation = order.cancellation();
        if (cancellation != null) {
            events.add(seen("Taken back", cancellation));
        }
        for (RepairDecision repair : order.repairs()) {
            if (reader.operator()) {
                events.add(seen(
                        "Repair: " + Wording.words(repair.resolution())
                                + (isOnItsWay(repair) ? ", not told to the saga yet" : ""),
                        repair.attribution()));
            }
        }
        return events.stream().sorted(Comparator.comparing(Event::at)).toList();
    }

    /** Whoever told the saga may have died before that was noted; a saga that has ended is not told anything any more. */
    private boolean isOnItsWay(RepairDecision repair) {
        return !repair.delivered() && order.status() == OrderStatus.NEEDS_REPAIR;
    }

    private Event seen(String what, Attribution attribution) {
        boolean shown = reader.operator() || attribution.by().equals(reader.subject());
        return new Event(attribution.at(), what, shown ? attribution.by() : null, shown ? attribution.reason() : null);
    }

    /** Of whatever its page depends on, holdings apart: they move with it. */
    String state() {
        return order.toString() + saga + reader + reviewTimeout;
    }
}
