package dev.ordersaga.participant;

import org.jspecify.annotations.Nullable;

/**
 * What was asked could not be decided now: its tables are throttled, contended or out of reach. Whether it took effect may be
 * unknown; delivering it again is safe and finds out.
 *
 * <p>State machines retry it by its name, {@code dev.ordersaga.participant.ParticipantBusy}, which is therefore part of the
 * contract of every participant.
 */
public class ParticipantBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ParticipantBusy(Step step, String why, @Nullable Throwable cause) {
        this(step.toString(), why, cause);
    }

    /**
     * Says what could not be decided.
     *
     * @param what a step, or an action that is none
     */
    public ParticipantBusy(String what, String why, @Nullable Throwable cause) {
        super(what + " could not be decided: " + why, cause);
    }
}
