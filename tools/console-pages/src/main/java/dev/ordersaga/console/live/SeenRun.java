package dev.ordersaga.console.live;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.console.endpoint.ExecutionDetails;
import dev.ordersaga.console.endpoint.StateMachineText;
import dev.ordersaga.view.ExecutionView;
import dev.ordersaga.view.RecordedEvent;
import java.util.List;

/**
 * A run as far as it has been read.
 *
 * @param events in order, each at the place of its id less one
 */
public record SeenRun(
        StateMachineText machine,
        Outline outline,
        ExecutionDetails details,
        List<RecordedEvent> events,
        ExecutionView view) {

    /** Whether nothing more will happen to it, unless it is redriven. */
    public boolean hasEnded() {
        return details.summary().stopped().isPresent() && view.endedAt().isPresent();
    }
}
