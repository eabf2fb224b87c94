package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionStatus;

/** Is notified of every execution when it has begun, so as to publish it; it registers for the end itself. */
@FunctionalInterface
interface ExecutionWatcher {

    ExecutionWatcher NOBODY = (execution, revision, startedBy, express, known) -> {};

    /**
     * An execution has begun, or goes on by a redrive.
     *
     * @param known how many of its events were there before; 0 where it has just begun
     */
    void began(Execution execution, Revision revision, StartedBy startedBy, boolean express, int known);

    /** An execution goes on after the process began anew, or has ended before that; what happened until now is known. */
    default void goesOn(Execution execution, Revision revision, StartedBy startedBy) {
        if (execution.status() == ExecutionStatus.RUNNING) {
            began(execution, revision, startedBy, false, execution.history().size());
        }
    }

    default ExecutionWatcher and(ExecutionWatcher other) {
        ExecutionWatcher one = this;
        return new ExecutionWatcher() {
            @Override
            public void began(Execution execution, Revision revision, StartedBy startedBy, boolean express, int known) {
                one.began(execution, revision, startedBy, express, known);
                other.began(execution, revision, startedBy, express, known);
            }

            @Override
            public void goesOn(Execution execution, Revision revision, StartedBy startedBy) {
                one.goesOn(execution, revision, startedBy);
                other.goesOn(execution, revision, startedBy);
            }
        };
    }
}
