package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.Changes;
import dev.ordersaga.console.endpoint.EndpointAway;
import dev.ordersaga.console.endpoint.EndpointExecutions;
import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.console.endpoint.EndpointStateMachines;
import dev.ordersaga.console.endpoint.ExecutionDetails;
import dev.ordersaga.console.endpoint.ExecutionSummary;
import dev.ordersaga.console.endpoint.ListPart;
import dev.ordersaga.console.endpoint.RunStatus;
import dev.ordersaga.console.endpoint.StateMachineSummary;
import dev.ordersaga.console.endpoint.StateMachineText;
import dev.ordersaga.console.endpoint.StepFunctionsEndpoint;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An endpoint with one machine, whose executions are as a test puts them: any name, any history. */
final class StagedEndpoint implements EndpointStateMachines, EndpointExecutions, Changes {

    static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:loop";
    static final Instant START = Instant.parse("2030-01-01T10:00:00Z");

    private static final String DEFINITION = """
            {"StartAt":"Work","States":{
              "Work":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"work","Payload":{"action":"work"}},"Next":"Again"},
              "Again":{"Type":"Choice","Choices":[{"Variable":"$.done","BooleanEquals":true,"Next":"Done"}],"Default":"Work"},
              "Done":{"Type":"Succeed"}}}
            """;

    private static final JsonMapper JSON = JsonMapper.shared();

    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile boolean away;
    final CountDownLatch history = new CountDownLatch(1);
    volatile boolean slow;
    private final Map<String, Staged> byArn = new LinkedHashMap<>();

    private record Staged(ExecutionDetails details, List<ObjectNode> events) {}

    StepFunctionsEndpoint readOnly() {
        return endpoint(Optional.empty());
    }

    StepFunctionsEndpoint changeable() {
        return endpoint(Optional.of(this));
    }

    private StepFunctionsEndpoint endpoint(Optional<Changes> changes) {
        return new StepFunctionsEndpoint(
                "staged",
                this,
                this,
                changes,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofMillis(100));
    }

    /** An execution that has gone round so often, and ended with that output; gives its ARN. */
    String run(String name, int rounds, String output) {
        List<ObjectNode> events = new ArrayList<>();
        event(events, "ExecutionStarted")
                .putObject("executionStartedEventDetails")
                .put("input", "{\"name\":\"<i>\"}");
        for (int i = 0; i < rounds; i++) {
            event(events, "TaskStateEntered")
                    .putObject("stateEnteredEventDetails")
                    .put("name", "Work")
                    .put("input", "{}");
            event(events, "TaskScheduled")
                    .putObject("taskScheduledEventDetails")
                    .put("resourceType", "lambda")
                    .put("resource", "invoke")
                    .put("parameters", "{\"FunctionName\":\"work\",\"Payload\":{\"round\":" + i + "}}");
            event(events, "TaskStarted").putObject("taskStartedEventDetails").put("resource", "invoke");
            event(events, "TaskSucceeded")
                    .putObject("taskSucceededEventDetails")
                    .put("output", "{\"done\":true}");
            event(events, "TaskStateExited")
                    .putObject("stateExitedEventDetails")
                    .put("name", "Work")
                    .put("output", "{}");
            event(events, "ChoiceStateEntered")
                    .putObject("stateEnteredEventDetails")
                    .put("name", "Again");
            event(events, "ChoiceStateExited")
                    .putObject("stateExitedEventDetails")
                    .put("name", "Again");
        }
        event(events, "SucceedStateEntered")
                .putObject("stateEnteredEventDetails")
                .put("name", "Done");
        event(events, "SucceedStateExited")
                .putObject("stateExitedEventDetails")
                .put("name", "Done")
                .put("output", output);
        event(events, "ExecutionSucceeded")
                .putObject("executionSucceededEventDetails")
                .put("output", output);
        String arn = "arn:aws:states:us-east-1:000000000000:execution:loop:" + name;
        byArn.put(
                arn,
                new Staged(
                        new ExecutionDetails(
                                new ExecutionSummary(
                                        arn,
                                        name,
                                        RunStatus.SUCCEEDED,
                                        START,
                                        Optional.of(START.plusMillis(events.size()))),
                                MACHINE,
                                Optional.of("{\"name\":\"<i>\"}"),
                                Optional.of(output),
                                Optional.empty(),
                                Optional.empty(),
                                false),
                        events));
        return arn;
    }

    private static ObjectNode event(List<ObjectNode> events, String type) {
        ObjectNode event = JSON.createObjectNode()
                .put("id", events.size() + 1)
                .put("previousEventId", events.size())
                .put("type", type)
                .put("timestamp", START.plusMillis(events.size()).toEpochMilli() / 1000.0);
        events.add(event);
        return event;
    }

    private void answering() {
        if (away) {
            throw new EndpointAway("nobody listens", new IOException("refused"));
        }
    }

    private Staged staged(String arn) {
        answering();
        return Optional.ofNullable(byArn.get(arn))
                .orElseThrow(
                        () -> new EndpointRefused("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
    }

    @Override
    public ListPart<StateMachineSummary> list(Optional<String> from) {
        answering();
        return new ListPart<>(List.of(new StateMachineSummary(MACHINE, "loop", false, START)), Optional.empty());
    }

    @Override
    public StateMachineText describe(String machineArn) {
        answering();
        if (!machineArn.equals(MACHINE)) {
            throw new EndpointRefused("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + machineArn + "'");
        }
        return new StateMachineText(MACHINE, "loop", false, DEFINITION, START);
    }

    @Override
    public ListPart<ExecutionSummary> list(
            String machineArn, Optional<RunStatus> status, int most, Optional<String> from) {
        answering();
        int first = from.map(Integer::parseInt).orElse(0);
        List<ExecutionSummary> all = byArn.values().stream()
                .map(staged -> staged.details().summary())
                .filter(each -> status.isEmpty() || status.get() == each.status())
                .toList();
        int end = Math.min(all.size(), first + most);
        return new ListPart<>(
                all.subList(first, end), end < all.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
    }

    @Override
    public ExecutionDetails describeExecution(String executionArn) {
        return staged(executionArn).details();
    }

    @Override
    public StateMachineText definition(String executionArn) {
        staged(executionArn);
        return describe(MACHINE);
    }

    @Override
    public List<ObjectNode> eventsAfter(String executionArn, long id) {
        if (slow) {
            try {
                history.await();
            } catch (InterruptedException e) {
                throw new EndpointAway("interrupted", e);
            }
        }
        List<ObjectNode> events = staged(executionArn).events();
        return events.subList((int) Math.min(id, events.size()), events.size());
    }

    @Override
    public String start(String machineArn, Optional<String> name, String input) {
        asked.add("start " + name.orElse("") + " " + input);
        return run(name.orElse("unnamed"), 1, "{}");
    }

    @Override
    public void stop(String executionArn, String error, String cause) {
        asked.add("stop " + executionArn);
    }

    @Override
    public void redrive(String executionArn) {
        asked.add("redrive " + executionArn);
    }

    @Override
    public void succeed(String taskToken, String output) {
        asked.add("succeed " + taskToken + " " + output);
    }

    @Override
    public void fail(String taskToken, String error, String cause) {
        asked.add("fail " + taskToken + " " + error + " " + cause);
    }
}
