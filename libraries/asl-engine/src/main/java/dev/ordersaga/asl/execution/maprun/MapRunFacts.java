package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.execution.MapRunRequest.Tolerance;
import java.time.Instant;
import java.util.Optional;

/**
 * A Map Run as DescribeMapRun tells of it: how it stands, or how it ended. It can be kept and given back to {@link MapRuns} by another
 * process.
 *
 * @param executionArn the execution whose Map it is
 * @param stateMachineArn the machine of that execution
 * @param stopDate empty while it runs
 * @param redriveDate when it was redriven last
 * @param maxConcurrency how many children may run at once, as it was changed last; 0 for as many as there are
 * @param tolerance how many items may fail, as it was changed last
 * @param items how its items stand
 * @param executions how its children stand
 */
public record MapRunFacts(
        String mapRunArn,
        String executionArn,
        String stateMachineArn,
        MapRun.Status status,
        Instant startDate,
        Optional<Instant> stopDate,
        Optional<Instant> redriveDate,
        int redriveCount,
        long maxConcurrency,
        Tolerance tolerance,
        Counts items,
        Counts executions) {

    /** The same run of an execution that ended while nobody saw to it. */
    MapRunFacts aborted(Instant stop) {
        return new MapRunFacts(
                mapRunArn,
                executionArn,
                stateMachineArn,
                MapRun.Status.ABORTED,
                startDate,
                Optional.of(stop),
                redriveDate,
                redriveCount,
                maxConcurrency,
                tolerance,
                items,
                executions);
    }
}
