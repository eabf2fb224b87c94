package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.Move;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** An execution, with what the engine need not know of it. */
final class StartedExecution {

    private final ExecutionRequest request;
    private final Revision revision;
    private final StartedBy startedBy;
    private final long sequence;
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private @Nullable Execution execution;
    private volatile RedriveOperation.@Nullable Made redriveMade;
    private boolean countedAsEnded;

    /**
     * Not begun yet.
     *
     * @param sequence orders executions by their start
     */
    StartedExecution(ExecutionRequest request, Revision revision, StartedBy startedBy, long sequence) {
        this.request = request;
        this.revision = revision;
        this.startedBy = startedBy;
        this.sequence = sequence;
    }

    /** The caller holds this object's lock since before anybody else could see it. */
    synchronized Execution begin(Engine engine) {
        Execution begun = engine.start(revision.machine(), request);
        execution = begun;
        return begun;
    }

    /**
     * Brings it back by its moves.
     *
     * @param doubtful from when on a worker may not have been told what it took
     */
    synchronized Execution resume(Engine engine, List<Move> moves, Instant doubtful) {
        Execution resumed = engine.resume(revision.machine(), moves, doubtful);
        execution = resumed;
        return resumed;
    }

    /** The run; waits for the moment that lies between being entered in the books and being begun. Null where it could not begin. */
    synchronized @Nullable Execution begun() {
        return execution;
    }

    Execution execution() {
        Execution begun = begun();
        if (begun == null) {
            throw new IllegalStateException("The execution could not be started: " + request.executionArn());
        }
        return begun;
    }

    ExecutionRequest request() {
        return request;
    }

    /** The characters of what is kept besides the history, which are bytes as long as they are Latin. */
    int textLength() {
        return request.input().length()
                + 2 * request.executionArn().length()
                + execution().output().map(String::length).orElse(0);
    }

    String arn() {
        return request.executionArn();
    }

    Revision revision() {
        return revision;
    }

    StartedBy startedBy() {
        return startedBy;
    }

    long sequence() {
        return sequence;
    }

    boolean isOpen() {
        return execution().status() == ExecutionStatus.RUNNING;
    }

    boolean endedBefore(Instant when) {
        return execution().stopDate().map(stop -> stop.isBefore(when)).orElse(false);
    }

    Redrivability redrivability(Instant now, CreatedStateMachines machines) {
        if (startedBy.mapRunArn() != null) {
            return Redrivability.of(execution(), now, true).ofAChild();
        }
        boolean there = machines.find(Arn.startable(request.stateMachineArn())).isPresent();
        return Redrivability.of(execution(), now, there);
    }

    Optional<RedriveOperation.Made> redriveMade() {
        return Optional.ofNullable(redriveMade);
    }

    void redriven(RedriveOperation.Made made) {
        redriveMade = made;
    }

    /** Says whether this is among the ended ones now; the answer is what it was before. For {@link Executions}, which holds the lock. */
    boolean countAsEnded(boolean counted) {
        boolean before = countedAsEnded;
        countedAsEnded = counted;
        return before;
    }

    void holds(String taskToken) {
        tokens.add(taskToken);
    }

    Iterable<String> tokens() {
        return tokens;
    }
}
