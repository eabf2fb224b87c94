package dev.ordersaga.view;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a state stands, all visits to it together.
 *
 * @param number in the outline
 * @param status while any visit goes on, the most pressing of those (retrying, waiting, entered); else how the last one ended, and
 *     FAILED where any item of the same Map failed
 * @param visits how many visits stand how; without those that stand at 0
 * @param attempt the number of the try that goes on, or is to come; 0 where none does
 * @param since when it came to stand so; empty where it was never entered
 * @param waitingUntil of the visit that decides the status
 * @param nextAttempt of the visit that decides the status; at the latest, where the definition leaves it to chance
 * @param items for a Map, how many items it has; 0 for any other
 * @param itemsDone for a Map, how many of them have ended
 */
public record StateView(
        int number,
        StateStatus status,
        Map<StateStatus, Integer> visits,
        int attempt,
        Optional<Instant> since,
        Optional<Instant> waitingUntil,
        Optional<Instant> nextAttempt,
        int items,
        int itemsDone) {

    public StateView {
        visits = Map.copyOf(visits);
    }
}
