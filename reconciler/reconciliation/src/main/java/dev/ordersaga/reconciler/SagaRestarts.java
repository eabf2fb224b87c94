package dev.ordersaga.reconciler;

import dev.ordersaga.reconciler.report.Discrepancy.Kind;
import dev.ordersaga.reconciler.report.Discrepancy.Outcome;

/** Runs sagas again that have ended, and starts those that are missing. */
final class SagaRestarts {

    private final PassProgress progress;

    SagaRestarts(PassProgress progress) {
        this.progress = progress;
    }

    /** Runs the saga again that has ended, whichever way, unless it ended a moment ago. */
    void againIfOld(SagaExecutions executions, OrderId id, SagaExecution ended) {
        if (progress.isOld(ended.ended())) {
            again(executions, id, ended);
        }
    }

    private void again(SagaExecutions executions, OrderId id, SagaExecution ended) {
        String what = "run " + ended.number() + " is " + ended.status();
        if (!ended.ofOrder()) {
            progress.report(Kind.EXECUTION_ENDED, id.value(), what + ", and was started by hand with another input");
        } else if (ended.number() >= SagaExecutions.MAX_RUNS) {
            progress.report(
                    Kind.EXECUTION_ENDED,
                    id.value(),
                    what + ", as were all before it: find out why, then redrive its execution");
        } else {
            start(executions, id, ended.number() + 1, ended.input(), Kind.EXECUTION_ENDED, what);
        }
    }

    /** Starts a run, and adds what was found and done. */
    void start(SagaExecutions executions, OrderId id, int number, String input, Kind kind, String what) {
        if (!SagaExecutions.fits(id, number)) {
            progress.report(kind, id.value(), what + "; its id leaves no room for the name of another run");
        } else if (progress.limits().dryRun()) {
            progress.add(kind, id.value(), Outcome.PROPOSED, what + "; would be started as run " + number);
        } else if (executions.start(id, number, input)) {
            progress.add(kind, id.value(), Outcome.REPAIRED, what + "; started as run " + number);
        } else {
            // Whoever was quicker, another reconciler or a person, the next pass sees what came of it.
            boolean ours =
                    executions.find(id, number).filter(SagaExecution::ofOrder).isPresent();
            progress.add(
                    kind,
                    id.value(),
                    ours ? Outcome.REPAIRED : Outcome.REPORTED,
                    what + "; run " + number
                            + (ours ? " was started meanwhile" : " cannot be started: its name is taken by another"));
        }
    }
}
