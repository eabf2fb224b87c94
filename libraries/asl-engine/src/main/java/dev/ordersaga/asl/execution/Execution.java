package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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

    /**
     * Lets an execution that failed, timed out or was aborted go on from where it stood: the state that did not succeed is tried
     * again with its input, of a Parallel or a Map only those branches that did not succeed.
     *
     * @return true once it runs again; false for one that runs or has succeeded, and for one whose history is full
     */
    CompletionStage<Boolean> redrive();

    /** How often it has been redriven. */
    int redriveCount();

    /** When it was redriven last. */
    Optional<Instant> redriveDate();

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

    /**
     * Completes once all that has come in so far - the start, an answer, a request to stop - has been written down for good.
     *
     * @return fails where the journal does not know whether it was
     */
    CompletionStage<Boolean> written();
}
