package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One move of an execution: its cause, and what else came in with it. Played again in order, moves give the execution
 * they were written down for.
 *
 * @param at the time of all that the move did
 * @param ids the identifiers that were drawn during the move, in order
 * @param chances the random numbers that were drawn during the move, in order
 * @param refusal the task that was refused during the move, which ended the execution; empty for none
 */
public record Move(Instant at, Cause cause, List<String> ids, List<Double> chances, Optional<Refusal> refusal) {

    public Move {
        ids = List.copyOf(ids);
        chances = List.copyOf(chances);
    }

    /** A move during which no task was refused. */
    public Move(Instant at, Cause cause, List<String> ids, List<Double> chances) {
        this(at, cause, ids, chances, Optional.empty());
    }
}
