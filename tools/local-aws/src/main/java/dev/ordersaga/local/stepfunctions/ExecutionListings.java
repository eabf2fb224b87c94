package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.HistoryEvent;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * ListExecutions and GetExecutionHistory: what is told of executions page by page.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html">ListExecutions</a>
 */
final class ExecutionListings {

    /** In the order in which AWS names them in its refusal. */
    private static final List<String> STATUSES =
            List.of("SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING");

    private static final List<String> REDRIVE_FILTERS = List.of("REDRIVEN", "NOT_REDRIVEN");

    static final List<String> DATA_FIELDS = List.of("input", "inputDetails", "output", "outputDetails", "parameters");

    private final CreatedStateMachines machines;
    private final Executions executions;

    ExecutionListings(CreatedStateMachines machines, Executions executions) {
        this.machines = machines;
        this.executions = executions;
    }

    ObjectNode list(Caller caller, RequestFields input) {
        Optional<String> status = input.oneOf("statusFilter", STATUSES);
        Optional<Boolean> redriven =
                input.oneOf("redriveFilter", REDRIVE_FILTERS).map("REDRIVEN"::equals);
        int size = input.pageSize(100, 1000);
        Optional<String> mapRun = input.optional("mapRunArn", 2000);
        if (mapRun.isPresent()) {
            return list(input, mapRun.get(), status, redriven, size);
        }
        if (status.filter("PENDING_REDRIVE"::equals).isPresent()) {
            throw new AwsError(
                    "ValidationException",
                    "The PENDING_REDRIVE status filter is for the executions of a Map Run: mapRunArn must be specified");
        }
        Arn.Startable arn = Arn.startable(input.required("stateMachineArn", StateMachineOperations.MAX_ARN_LENGTH));
        String listing = "ListExecutions " + arn.text() + status + redriven;
        long before = PageToken.position(input, listing, 3096).orElse(Long.MAX_VALUE);
        CreatedStateMachine machine = machines.get(arn);
        if (machine.express()) {
            throw new AwsError(
                    "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
        }
        List<StartedExecution> page = executions.of(
                arn.stateMachine().text(),
                before,
                size + 1,
                started -> started.startedBy().isOf(arn) && matches(started.execution(), status, redriven));
        return page(page, size, listing);
    }

    /** The children of a Map Run. */
    private ObjectNode list(
            RequestFields input, String mapRunArn, Optional<String> status, Optional<Boolean> redriven, int size) {
        if (input.any("stateMachineArn").isPresent()) {
            throw new AwsError("ValidationException", "Only one of stateMachineArn and mapRunArn can be specified");
        }
        Arn.MapRun arn = Arn.mapRun(mapRunArn);
        String listing = "ListExecutions " + arn.text() + status + redriven;
        long before = PageToken.position(input, listing, 3096).orElse(Long.MAX_VALUE);
        List<StartedExecution> page = executions.of(
                new Arn.StateMachine(arn.owner(), arn.label()).text(),
                before,
                size + 1,
                started -> started.startedBy().isChildOf(mapRunArn) && matches(started.execution(), status, redriven));
        return page(page, size, listing);
    }

    private static boolean matches(Execution execution, Optional<String> status, Optional<Boolean> redriven) {
        return (status.isEmpty() || status.get().equals(execution.status().name()))
                && (redriven.isEmpty() || redriven.get() == execution.redriveCount() > 0);
    }

    private static ObjectNode page(List<StartedExecution> page, int size, String listing) {
        ObjectNode output = object();
        ArrayNode list = output.putArray("executions");
        for (StartedExecution started : page.subList(0, Math.min(size, page.size()))) {
            Execution execution = started.execution();
            ObjectNode json = list.addObject();
            json.put("executionArn", started.arn());
            json.put("stateMachineArn", started.request().stateMachineArn());
            json.put("name", started.request().executionName());
            json.put("status", execution.status().name());
            json.put("startDate", AwsJson.timestamp(execution.startDate()));
            execution.stopDate().ifPresent(stop -> json.put("stopDate", AwsJson.timestamp(stop)));
            started.startedBy().describe(json);
            describeRedrives(json, execution);
        }
        if (page.size() > size) {
            output.put("nextToken", PageToken.of(listing, page.get(size - 1).sequence()));
        }
        return output;
    }

    ObjectNode history(Caller caller, RequestFields input) {
        StartedExecution started = executions.named(input);
        int size = input.pageSize(100, 1000);
        boolean reverse = input.flag("reverseOrder", false);
        boolean withData = input.flag("includeExecutionData", true);
        List<HistoryEvent> events = started.execution().history();
        String listing = "GetExecutionHistory " + started.arn() + " " + reverse;
        // A position is an event's id, so that pages stay right while the history grows.
        long from = PageToken.position(input, listing, 1024).orElse(reverse ? events.size() : 1);
        List<HistoryEvent> page = new ArrayList<>();
        for (long id = from; id >= 1 && id <= events.size() && page.size() < size; id += reverse ? -1 : 1) {
            page.add(events.get((int) id - 1));
        }
        ObjectNode output = object();
        ArrayNode list = output.putArray("events");
        page.forEach(event -> list.add(json(event, withData)));
        if (!page.isEmpty()) {
            long next = page.get(page.size() - 1).id() + (reverse ? -1 : 1);
            if (next >= 1 && next <= events.size()) {
                output.put("nextToken", PageToken.of(listing, next));
            }
        }
        return output;
    }

    private static ObjectNode json(HistoryEvent event, boolean withData) {
        ObjectNode json = object();
        json.put("timestamp", AwsJson.timestamp(event.timestamp()));
        json.put("type", event.type());
        json.put("id", event.id());
        json.put("previousEventId", event.previousEventId());
        if (event.detailsName() != null && event.details() != null) {
            ObjectNode details = event.details();
            if (!withData) {
                details = details.deepCopy();
                details.remove(DATA_FIELDS);
            }
            json.set(event.detailsName(), details);
        }
        return json;
    }

    static void describeRedrives(ObjectNode output, Execution execution) {
        output.put("redriveCount", execution.redriveCount());
        execution.redriveDate().ifPresent(date -> output.put("redriveDate", AwsJson.timestamp(date)));
    }

    private static ObjectNode object() {
        return AwsJson.MAPPER.createObjectNode();
    }
}
