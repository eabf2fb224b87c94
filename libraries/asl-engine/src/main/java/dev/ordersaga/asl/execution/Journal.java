package dev.ordersaga.asl.execution;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where the moves of executions are written down before anybody sees what came of them. */
@FunctionalInterface
public interface Journal {

    /** Writes nothing down. */
    Journal NONE = (execution, move, effects) -> effects.run();

    /**
     * Writes a move down.
     *
     * @param executionArn the execution that moved
     * @param effects what the move does to the world: tasks handed out, alarms set, events and status shown. To be run once the
     *     move is safe, from any thread, but for one execution in the order of its moves and one at a time
     */
    void write(String executionArn, Move move, Runnable effects);

    /** Completes once every move that was given so far is safe; fails where that is not sure. */
    default CompletionStage<Boolean> written() {
        return CompletableFuture.completedFuture(true);
    }
}
