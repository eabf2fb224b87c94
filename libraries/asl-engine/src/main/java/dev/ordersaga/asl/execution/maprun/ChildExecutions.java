package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.MapRunRequest;
import java.util.concurrent.CompletionStage;

/** Starts the executions of a Map Run, and keeps them. */
public interface ChildExecutions {

    /**
     * Starts a child; where one of that ARN is there already, it is that one.
     *
     * @param run whose child it is
     */
    Execution start(MapRunRequest run, ExecutionRequest request);

    /** Redrives a child, which is no Express one; false where it cannot be. */
    CompletionStage<Boolean> redrive(Execution child);
}
