package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.util.List;

/**
 * One move of an execution: its cause, and what else came in with it. Played again in order, moves give the execution
 * they were written down for.
 *
 * @param at the time of all that the move did
 * @param ids the identifiers that were drawn during the move, in order
 * @param chances the random numbers that were drawn during the move, in order
 */
public record Move(Instant at, Cause cause, List<String> ids, List<Double> chances) {

    public Move {
        ids = List.copyOf(ids);
        chances = List.copyOf(chances);
    }
}
