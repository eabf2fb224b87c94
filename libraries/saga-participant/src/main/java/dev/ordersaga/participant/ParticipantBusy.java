package dev.ordersaga.participant;

import org.jspecify.annotations.Nullable;

/**
 * The step could not be decided now: its tables are throttled, contended or out of reach. Whether it took effect may be
 * unknown; delivering it again is safe and finds out.
 */
public class ParticipantBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ParticipantBusy(Step step, String why, @Nullable Throwable cause) {
        super(step + " could not be decided: " + why, cause);
    }
}
