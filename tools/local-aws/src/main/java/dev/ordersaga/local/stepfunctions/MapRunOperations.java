package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.maprun.Counts;
import dev.ordersaga.asl.execution.maprun.MapRunFacts;
import dev.ordersaga.asl.execution.maprun.MapRuns;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations on Map Runs.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html">DescribeMapRun</a>
 */
final class MapRunOperations {

    private static final int MAX_ARN_LENGTH = 2000;

    private final MapRuns runs;
    private final Executions executions;

    MapRunOperations(MapRuns runs, Executions executions) {
        this.runs = runs;
        this.executions = executions;
    }

    ObjectNode describe(Caller caller, RequestFields input) {
        MapRunFacts run = found(input);
        ObjectNode output = named(AwsJson.MAPPER.createObjectNode(), run);
        output.put("status", run.status().name());
        output.put("maxConcurrency", run.maxConcurrency());
        output.put("toleratedFailurePercentage", run.tolerance().percentage().orElse(0.0));
        output.put("toleratedFailureCount", run.tolerance().count().orElse(0L));
        counts(output.putObject("itemCounts"), run.items());
        counts(output.putObject("executionCounts"), run.executions());
        output.put("redriveCount", run.redriveCount());
        run.redriveDate().ifPresent(date -> output.put("redriveDate", AwsJson.timestamp(date)));
        return output;
    }

    ObjectNode list(Caller caller, RequestFields input) {
        String arn = input.required("executionArn", StateMachineOperations.MAX_ARN_LENGTH);
        Arn.execution(arn);
        if (executions.find(arn).isEmpty()) {
            throw new AwsError("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
        }
        int size = input.pageSize(100, 1000);
        String listing = "ListMapRuns " + arn;
        long from = PageToken.position(input, listing, 1024).orElse(0);
        List<MapRunFacts> all = runs.of(arn);
        ObjectNode output = AwsJson.MAPPER.createObjectNode();
        ArrayNode page = output.putArray("mapRuns");
        all.stream()
                .skip(from)
                .limit(size)
                .forEach(run -> named(page.addObject(), run).put("stateMachineArn", run.stateMachineArn()));
        if (from + size < all.size()) {
            output.put("nextToken", PageToken.of(listing, from + size));
        }
        return output;
    }

    /** UpdateMapRun: what an open run may do from now on. */
    ObjectNode update(Caller caller, RequestFields input) {
        MapRunFacts run = found(input);
        Optional<Long> atOnce = whole(input, "maxConcurrency");
        Optional<Long> count = whole(input, "toleratedFailureCount");
        Optional<Double> percentage = input.any("toleratedFailurePercentage").map(value -> {
            double share = value.asDouble(-1);
            if (!value.isNumber() || share < 0 || share > 100) {
                throw invalid("toleratedFailurePercentage", "a number from 0 to 100");
            }
            return share;
        });
        if (atOnce.isEmpty() && count.isEmpty() && percentage.isEmpty()) {
            throw new AwsError("MissingRequiredParameter", "Request is missing a required parameter");
        }
        runs.update(run.mapRunArn(), atOnce, count, percentage);
        return AwsJson.MAPPER.createObjectNode();
    }

    private MapRunFacts found(RequestFields input) {
        String arn = input.required("mapRunArn", MAX_ARN_LENGTH);
        Arn.mapRun(arn);
        return runs.find(arn).orElseThrow(() -> new AwsError("ResourceNotFound", "Resource not found: '" + arn + "'"));
    }

    private static Optional<Long> whole(RequestFields input, String name) {
        return input.any(name).map((JsonNode value) -> {
            if (!value.isIntegralNumber() || value.asLong(-1) < 0) {
                throw invalid(name, "an integer of 0 or more");
            }
            return value.asLong();
        });
    }

    private static AwsError invalid(String field, String wanted) {
        return new AwsError(
                "ValidationException",
                "1 validation error detected: Value at '" + field + "' failed to satisfy constraint: Member must be "
                        + wanted);
    }

    private static ObjectNode named(ObjectNode output, MapRunFacts run) {
        output.put("mapRunArn", run.mapRunArn());
        output.put("executionArn", run.executionArn());
        output.put("startDate", AwsJson.timestamp(run.startDate()));
        run.stopDate().ifPresent(stop -> output.put("stopDate", AwsJson.timestamp(stop)));
        return output;
    }

    private static void counts(ObjectNode output, Counts counts) {
        output.put("pending", counts.pending());
        output.put("running", counts.running());
        output.put("succeeded", counts.succeeded());
        output.put("failed", counts.failed());
        output.put("timedOut", counts.timedOut());
        output.put("aborted", counts.aborted());
        output.put("total", counts.total());
        output.put("resultsWritten", counts.resultsWritten());
        output.put("failuresNotRedrivable", 0);
        output.put("pendingRedrive", 0);
    }
}
