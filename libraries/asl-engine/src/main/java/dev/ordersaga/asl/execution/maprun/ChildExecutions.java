package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import java.util.concurrent.CompletionStage;

/** Whoever starts the executions of a Map Run and keeps their books. */
public interface ChildExecutions {

    /** Starts a child; where one of that ARN is there already, it is that one. */
    Execution start(StateMachine machine, ExecutionRequest request, String mapRunArn, boolean express);

    /** Redrives a child, which is no Express one; false where it cannot be. */
    CompletionStage<Boolean> redrive(Execution child);
}
