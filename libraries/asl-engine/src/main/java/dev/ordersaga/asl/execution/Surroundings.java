package dev.ordersaga.asl.execution;

import java.util.concurrent.Executor;

/** All that executions need from the world. */
record Surroundings(
        Executor executor,
        Timers timers,
        TaskRunner tasks,
        MapRunner maps,
        Jitter jitter,
        Ids ids,
        Journal journal,
        TaskAttempt.AttemptListener listener,
        ArgumentCheck arguments) {

    Surroundings checking(ArgumentCheck check) {
        return new Surroundings(executor, timers, tasks, maps, jitter, ids, journal, listener, check);
    }
}
