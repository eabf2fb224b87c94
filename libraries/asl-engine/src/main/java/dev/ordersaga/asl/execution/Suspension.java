package dev.ordersaga.asl.execution;

/** What a branch waits for. */
sealed interface Suspension permits Suspension.UntilAlarm, TaskAttempt, MapRunUnderWay, Join {

    /** A Wait, or the pause before a retry. */
    record UntilAlarm(long alarm) implements Suspension {}
}
