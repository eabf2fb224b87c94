package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.State;

/**
 * One redrive of an execution: "When you redrive an execution, it continues the failed execution from the unsuccessful step and uses
 * the same input." A state is unsuccessful that has been entered and not exited. It is not entered again; a Task is scheduled anew, a
 * Choice decides anew, a Parallel or an inline Map "reschedules and redrives only the iterations and branches that failed or aborted".
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html">Redriving executions</a>
 */
final class Redrive {

    /** What a branch takes besides its data, in bytes, about; and what a character of JSON takes as a tree. */
    private static final int BRANCH_BYTES = 300;

    private static final int TREE_BYTES_A_CHARACTER = 4;

    private final Interpreter interpreter;
    private final long event;

    /**
     * A redrive that has been told.
     *
     * @param event the event that tells it, from which all follows that is done again
     */
    Redrive(Interpreter interpreter, long event) {
        this.interpreter = interpreter;
        this.event = event;
    }

    void redrive(Branch branch) {
        branch.lastEvent = event;
        branch.forgetRetries();
        Join fork = branch.fork;
        // Where all branches succeeded and the state failed after that, it is done again as a whole.
        if (fork != null && !fork.isComplete()) {
            redrive(fork);
        } else if (branch.mapRun != null) {
            interpreter.maps().redrive(branch, branch.mapRun);
        } else if (branch.enteredEvent == 0 || branch.state instanceof State.Fail) {
            interpreter.enter(branch); // "Reenters the Fail state and fails again."
        } else {
            if (branch.state instanceof State.Wait) {
                branch.enteredAt = interpreter.now(); // seconds are counted anew; a timestamp stays what it is
            }
            interpreter.resume(branch, interpreter.attempt(branch));
        }
    }

    private void redrive(Join fork) {
        fork.branch.waitsFor = fork;
        for (Branch unsuccessful : fork.runAgain()) {
            interpreter.next(() -> {
                if (fork.isWaitedFor()) {
                    redrive(unsuccessful);
                }
            });
        }
        fork.startRest(interpreter, event);
    }

    /** What is kept of a branch, in bytes, about. */
    static long weight(Branch branch) {
        Payload item = branch.item;
        long characters =
                branch.input.text().length() + (item == null ? 0 : item.text().length()) + branch.variables.length();
        long weight = BRANCH_BYTES + characters * TREE_BYTES_A_CHARACTER;
        Join fork = branch.fork;
        if (fork != null && !fork.isComplete()) {
            weight += fork.outputLength() * TREE_BYTES_A_CHARACTER;
            for (Branch unsuccessful : fork.unfinished()) {
                weight += weight(unsuccessful);
            }
        }
        return weight;
    }
}
