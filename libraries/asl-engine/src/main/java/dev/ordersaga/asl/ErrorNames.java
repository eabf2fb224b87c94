package dev.ordersaga.asl;

import java.util.List;
import java.util.Set;

/** The error names that the language reserves, and how {@code ErrorEquals} compares. */
final class ErrorNames {

    static final String ALL = "States.ALL";
    private static final String TASK_FAILED = "States.TaskFailed";
    private static final String TIMEOUT = "States.Timeout";
    private static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

    static final Set<String> RESERVED = Set.of(
            ALL,
            TASK_FAILED,
            TIMEOUT,
            HEARTBEAT_TIMEOUT,
            "States.Permissions",
            "States.ResultPathMatchFailure",
            "States.ParameterPathFailure",
            "States.QueryEvaluationError",
            "States.BranchFailed",
            "States.NoChoiceMatched",
            "States.IntrinsicFailure",
            "States.ExceedToleratedFailureThreshold",
            "States.ItemReaderFailed",
            "States.ResultWriterFailed",
            "States.DataLimitExceeded",
            "States.Runtime",
            "States.Http.Socket");

    /** "States.Runtime errors aren't retriable, and will always cause the execution to fail." */
    private static final String RUNTIME = "States.Runtime";

    private ErrorNames() {}

    static boolean match(List<String> errorEquals, String error, boolean terminal) {
        return !error.equals(RUNTIME) && errorEquals.stream().anyMatch(name -> matches(name, error, terminal));
    }

    private static boolean matches(String name, String error, boolean terminal) {
        if (name.equals(error)) {
            return true;
        }
        if (name.equals(ALL)) {
            return !terminal;
        }
        if (name.equals(TASK_FAILED)) {
            return !terminal && !error.equals(TIMEOUT) && !error.equals(HEARTBEAT_TIMEOUT);
        }
        return name.equals(TIMEOUT) && error.equals(HEARTBEAT_TIMEOUT);
    }
}
