package dev.ordersaga.local.faults;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A failure to come.
 *
 * @param function the function's name
 * @param match top-level fields that the payload must have, with these values; empty for every payload
 * @param error the error's name, for {@code error-before} and {@code error-after}; null for {@code InjectedFault}
 * @param times how many invocations fail
 * @param delay how long the failure takes to be told; zero by default, a time-out's too
 */
public record Fault(
        String function,
        ObjectNode match,
        FaultKind kind,
        @Nullable String error,
        int times,
        Duration delay) {

    public Fault {
        match = match.deepCopy();
    }
}
