package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an execution can be redriven, and AWS's reason where it cannot.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html">redriveStatus</a>
 */
record Redrivability(Optional<String> reasonAgainst, boolean byMapRun) {

    /** "Your workflow execution has not exceeded the redrivable period of 14 days." */
    private static final Duration PERIOD = Duration.ofDays(14);

    /** "The workflow execution hasn't exceeded the maximum open time of one year." */
    private static final Duration MAX_OPEN = Duration.ofDays(365);

    /** "The execution event history count is less than 24,999." */
    private static final int MAX_EVENTS = 24_999;

    /** Whether it can be redriven now; {@code machineIsThere}: its state machine has not been deleted. */
    static Redrivability of(Execution execution, Instant now, boolean machineIsThere) {
        return new Redrivability(Optional.ofNullable(against(execution, now, machineIsThere)), false);
    }

    /** A child is redriven with its Map Run, and not by itself. */
    Redrivability ofAChild() {
        return new Redrivability(reasonAgainst, true);
    }

    private static @Nullable String against(Execution execution, Instant now, boolean machineIsThere) {
        ExecutionStatus status = execution.status();
        if (status == ExecutionStatus.RUNNING || status == ExecutionStatus.SUCCEEDED) {
            return "Execution is " + status + " and cannot be redriven";
        }
        if (!machineIsThere) {
            return "State machine is in DELETING status";
        }
        if (execution.history().size() >= MAX_EVENTS) {
            return "Execution history event limit exceeded";
        }
        if (execution.startDate().plus(MAX_OPEN).isBefore(now)) {
            return "Execution has exceeded the max execution time";
        }
        Instant stopped = execution.stopDate().orElse(now);
        return stopped.plus(PERIOD).isBefore(now) ? "Execution redrivable period exceeded" : null;
    }

    /** DescribeExecution's fields. */
    void describe(ObjectNode output) {
        output.put(
                "redriveStatus",
                reasonAgainst.isPresent() ? "NOT_REDRIVABLE" : byMapRun ? "REDRIVABLE_BY_MAP_RUN" : "REDRIVABLE");
        reasonAgainst.ifPresent(reason -> output.put("redriveStatusReason", reason));
    }
}
