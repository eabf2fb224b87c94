package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a state machine. Every method may be called from any thread at any time. */
public interface Execution {

    ExecutionRequest request();

    ExecutionStatus status();

    Instant startDate();

    Optional<Instant> stopDate();

    /** The output as JSON text, once SUCCEEDED. */
    Optional<String> output();

    /** The error name, once FAILED, TIMED_OUT or ABORTED, where there is one. */
    Optional<String> error();

    Optional<String> cause();

    /** A copy of the history so far, oldest first. */
    List<HistoryEvent> history();

    /** Ends the execution as ABORTED; does nothing to one that has ended. */
    void stop(@Nullable String error, @Nullable String cause);

    /** Ends the execution as ABORTED before it enters another state, as the deletion of its state machine does. */
    void stopAtNextTransition();

    /**
     * Completes the task that holds this token with {@code output}, JSON text; false where none holds it.
     *
     * @throws IllegalArgumentException if the output is not JSON; the task goes on waiting
     */
    boolean sendTaskSuccess(String taskToken, String output);

    /** Fails the task that holds this token; false where none holds it. */
    boolean sendTaskFailure(String taskToken, @Nullable String error, @Nullable String cause);

    /** Restarts the heartbeat of the task that holds this token; false where none holds it. */
    boolean sendTaskHeartbeat(String taskToken);

    /**
     * Keeps the history of an execution that has ended in a small form, from which it can still be read.
     *
     * @return the bytes it takes, about; 0 for an execution that runs, which stays as it is
     */
    int pack();

    /** Runs {@code action} once this has ended, at once if it has. */
    void whenEnded(Runnable action);
}
