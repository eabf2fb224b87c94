package dev.ordersaga.asl.execution;

import java.time.Instant;

/** Time as the engine sees it: a clock to ask and an alarm to set. A test's timers jump, a server's wait. */
public interface Timers {

    Instant now();

    /** Runs {@code action} once, at {@code when} or as soon after as possible; a time in the past means now. */
    Alarm at(Instant when, Runnable action);

    /** An alarm that has been set. */
    interface Alarm {

        /** Keeps the action from running, if it has not begun; cancelling twice is harmless. */
        void cancel();
    }
}
