package dev.ordersaga.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One time that a state was entered.
 *
 * @param number counted from 0, in the order of entering
 * @param state the number of the state in the outline
 * @param within the number of the visit to the Parallel or Map around it; empty for the machine's own states
 * @param iteration which item of the Map around it, from 0; empty outside of a Map
 * @param edge the number of the edge that led here; empty for the first state of a scope
 * @param enteredBy the event
 * @param leftBy the event after which nothing more happened to it; 0 while it goes on
 * @param ended empty while it goes on
 * @param waitingUntil when a waiting ends at the latest, as far as definition and history tell
 * @param nextAttempt when a failed one is tried again; at the latest, where the definition leaves it to chance
 * @param jittered whether nextAttempt is left to chance
 * @param variables what was assigned when it was left, JSON text by name
 * @param error the name of the error with which it failed in the end; null where it has not
 * @param undoneBy the event by which another state had undone it; 0 where none has
 */
public record StateVisit(
        int number,
        int state,
        OptionalInt within,
        OptionalInt iteration,
        OptionalInt edge,
        StateStatus status,
        long enteredBy,
        long leftBy,
        Instant entered,
        Optional<Instant> ended,
        Optional<Instant> waitingUntil,
        Optional<Instant> nextAttempt,
        boolean jittered,
        RecordedData input,
        @Nullable RecordedData output,
        Map<String, String> variables,
        List<VisitAttempt> attempts,
        @Nullable String error,
        @Nullable String cause,
        long undoneBy) {

    public StateVisit {
        variables = Map.copyOf(variables);
        attempts = List.copyOf(attempts);
    }
}
