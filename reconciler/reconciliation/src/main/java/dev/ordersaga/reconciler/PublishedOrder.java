package dev.ordersaga.reconciler;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as order-service publishes it.
 *
 * @param cancelledAt when its customer took it back, null when nobody did
 * @param review the look of a person before payment, null when none was asked for
 * @param repairs what operators decided about what could not be undone, oldest first
 */
public record PublishedOrder(
        OrderId id,
        Status status,
        Instant placedAt,
        @Nullable Instant cancelledAt,
        @Nullable Review review,
        List<Repair> repairs) {

    public PublishedOrder {
        repairs = List.copyOf(repairs);
    }

    /** Where an order stands. */
    public enum Status {
        PENDING,
        CONFIRMED,
        REJECTED,
        CANCELLED,
        NEEDS_REPAIR
    }

    /** What an operator may decide about what could not be undone. */
    public enum Resolution {
        RETRY,
        SKIP,
        DONE
    }

    /**
     * A person's look at an order before it is paid.
     *
     * @param waiting whether nobody has decided
     * @param awaited whether a saga has ever asked for it
     * @param decidedAt null while nobody has decided, and when it ended with its order
     */
    public record Review(
            boolean waiting, boolean awaited, @Nullable Instant decidedAt) {}

    /**
     * What an operator decided.
     *
     * @param delivered whether the saga is known to have taken it
     * @param steps what was left over when it was decided, by the names of the steps that could not be undone
     */
    public record Repair(Resolution resolution, String by, Instant at, boolean delivered, List<String> steps) {

        public Repair {
            steps = List.copyOf(steps);
        }
    }

    /** A confirmed order that its customer has taken back: it is CONFIRMED until all is undone. */
    boolean isTakenBack() {
        return status == Status.CONFIRMED && cancelledAt != null;
    }

    Optional<Repair> lastRepair() {
        return repairs.isEmpty() ? Optional.empty() : Optional.of(repairs.get(repairs.size() - 1));
    }

    /**
     * Whether something may rightly be held for this order: it is confirmed, or its saga is not done with it, or an operator said
     * that this is not to be undone, or is undone by other means.
     *
     * @param undo the step that would give it back
     */
    boolean mayHold(String undo) {
        return (status != Status.REJECTED && status != Status.CANCELLED)
                || repairs.stream()
                        .filter(repair -> repair.resolution() != Resolution.RETRY)
                        .anyMatch(repair -> repair.steps().contains(undo));
    }
}
