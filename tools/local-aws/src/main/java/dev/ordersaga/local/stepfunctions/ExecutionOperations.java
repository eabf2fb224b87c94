package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.Jitter;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.RequestIds;
import dev.ordersaga.local.stepfunctions.CreatedStateMachine.Version;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations on executions.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html">Actions</a>
 */
final class ExecutionOperations {

    private static final int MAX_TRACE_HEADER_LENGTH = 256;
    static final int MAX_DATA_LENGTH = 262_144;

    private static final int MAX_ARN_LENGTH = StateMachineOperations.MAX_ARN_LENGTH;

    private final CreatedStateMachines machines;
    private final Executions executions;
    private final Supplier<Engine> engine;
    private final Jitter chance;
    private final Clock clock;
    private final ExecutionWatcher watcher;
    private final MockedExecutions mocked;

    ExecutionOperations(
            CreatedStateMachines machines,
            Executions executions,
            Supplier<Engine> engine,
            Jitter chance,
            Clock clock,
            ExecutionWatcher watcher,
            MockedExecutions mocked) {
        this.mocked = mocked;
        this.clock = clock;
        this.machines = machines;
        this.executions = executions;
        this.engine = engine;
        this.chance = chance;
        this.watcher = watcher;
    }

    /** StartExecution: a standard execution's start has been written down before the answer. */
    CompletionStage<ObjectNode> start(Caller caller, RequestFields input) {
        Start start = read(input);
        if (start.machine().express()) {
            return CompletableFuture.completedFuture(started(startExpress(start)));
        }
        Execution execution = startStandard(start).execution();
        return execution.written().thenApply(written -> started(execution));
    }

    private static ObjectNode started(Execution execution) {
        return object().put("executionArn", execution.request().executionArn())
                .put("startDate", AwsJson.timestamp(execution.startDate()));
    }

    /** StartSyncExecution: the answer comes when the execution has ended. */
    CompletionStage<ObjectNode> startSync(Caller caller, RequestFields input) {
        IncludedData included = IncludedData.read(input);
        Start start = read(input);
        if (!start.machine().express()) {
            throw new AwsError(
                    "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
        }
        Execution execution = startExpress(start);
        CompletableFuture<ObjectNode> answer = new CompletableFuture<>();
        execution.whenEnded(() -> {
            ObjectNode output = described(execution, StartedBy.STATE_MACHINE);
            long millis = Duration.between(
                            execution.startDate(), execution.stopDate().orElse(execution.startDate()))
                    .toMillis();
            output.putObject("outputDetails").put("included", true);
            output.putObject("billingDetails")
                    .put("billedMemoryUsedInMB", 64)
                    .put("billedDurationInMilliseconds", (millis / 100 + 1) * 100);
            answer.complete(included.ofExecution(output));
        });
        return answer;
    }

    ObjectNode describe(Caller caller, RequestFields input) {
        IncludedData included = IncludedData.read(input);
        StartedExecution started = executions.named(input);
        ObjectNode output = described(started.execution(), started.startedBy());
        ExecutionListings.describeRedrives(output, started.execution());
        started.redrivability(clock.instant(), machines).describe(output);
        return included.ofExecution(output);
    }

    ObjectNode describeStateMachine(Caller caller, RequestFields input) {
        IncludedData included = IncludedData.read(input);
        StartedExecution started = executions.named(input);
        ObjectNode output = object();
        output.put("stateMachineArn", started.request().stateMachineArn());
        output.put("updateDate", AwsJson.timestamp(started.revision().updateDate()));
        StateMachineOperations.describe(output, started.request().stateMachineName(), started.revision());
        return included.ofStateMachine(output);
    }

    /** StopExecution; stopping what has ended changes nothing and says when it ended. */
    CompletionStage<ObjectNode> stop(Caller caller, RequestFields input) {
        Optional<String> error = input.optional("error", 256);
        Optional<String> cause = input.optional("cause", 32_768);
        Execution execution = executions.named(input).execution();
        execution.stop(error.orElse(null), cause.orElse(null));
        CompletableFuture<ObjectNode> stopped = new CompletableFuture<>();
        execution.whenEnded(() -> stopped.complete(
                object().put("stopDate", AwsJson.timestamp(execution.stopDate().orElseGet(execution::startDate)))));
        return stopped;
    }

    /**
     * Starts an execution for an integration, which has read its own input. One of an Express state machine begins anew each time.
     *
     * @param task the attempt that starts it; one that is handed out again gets what standard execution it has started already
     * @param standardOnly whether the integration waits for the end, which of an Express execution nobody can ask for
     */
    Execution start(String stateMachineArn, Optional<String> name, String input, String task, boolean standardOnly) {
        Optional<StartedExecution> already = executions.startedByTask(task);
        if (already.isPresent()) {
            return already.get().execution();
        }
        ObjectNode fields = object().put("stateMachineArn", stateMachineArn).put("input", input);
        name.ifPresent(given -> fields.put("name", given));
        Start start = read(new RequestFields(fields));
        if (!start.machine().express()) {
            return startStandard(start.by(task)).execution();
        }
        if (standardOnly) {
            throw new AwsError(
                    "StateMachineTypeNotSupported", "This operation is not supported by this type of state machine");
        }
        return startExpress(start);
    }

    /** DescribeExecution's answer but for what it says of redrives. */
    static ObjectNode described(Execution execution, StartedBy startedBy) {
        ExecutionRequest request = execution.request();
        ExecutionStatus status = execution.status();
        ObjectNode output = object();
        output.put("executionArn", request.executionArn());
        output.put("stateMachineArn", request.stateMachineArn());
        output.put("name", request.executionName());
        output.put("status", status.name());
        output.put("startDate", AwsJson.timestamp(execution.startDate()));
        execution.stopDate().ifPresent(stop -> output.put("stopDate", AwsJson.timestamp(stop)));
        output.put("input", request.input());
        output.putObject("inputDetails").put("included", true);
        if (status == ExecutionStatus.SUCCEEDED) {
            execution.output().ifPresent(text -> output.put("output", text));
            output.putObject("outputDetails").put("included", true);
        }
        if (status != ExecutionStatus.TIMED_OUT) { // only its history names States.Timeout
            execution.error().filter(text -> !text.isEmpty()).ifPresent(error -> output.put("error", error));
            execution.cause().filter(text -> !text.isEmpty()).ifPresent(cause -> output.put("cause", cause));
        }
        startedBy.describe(output);
        return output;
    }

    private StartedExecution startStandard(Start start) {
        ExecutionRequest request = request(
                start,
                new Arn.Execution(start.machine().owner(), start.machine().name(), start.name()).text());
        return mocked.start(
                request,
                start.testCase(),
                () -> executions.start(engine.get(), request, start.revision(), start.startedBy()),
                StartedExecution::execution);
    }

    private Start read(RequestFields input) {
        MockedExecutions.Named named = MockedExecutions.Named.of(input.required("stateMachineArn", MAX_ARN_LENGTH));
        Arn.Startable arn = Arn.startable(named.arn());
        String name = input.optional("name", ResourceNames.MAX_LENGTH)
                .map(ResourceNames::checked)
                .orElseGet(() -> RequestIds.next());
        input.optional("traceHeader", MAX_TRACE_HEADER_LENGTH);
        String data = input.optional("input", Integer.MAX_VALUE).orElse("{}");
        if (data.length() > MAX_DATA_LENGTH || data.getBytes(StandardCharsets.UTF_8).length > MAX_DATA_LENGTH) {
            throw new AwsError(
                    "ValidationException",
                    "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less"
                            + " than or equal to " + MAX_DATA_LENGTH);
        }
        checkInput(data);
        CreatedStateMachine machine = machines.get(arn);
        if (named.testCase() != null) {
            mocked.check(machine.name(), named.testCase());
        }
        if (arn instanceof Arn.StateMachine) {
            return new Start(machine, machine.newest(), StartedBy.STATE_MACHINE, name, data, named.testCase());
        }
        Version version = version(machine, arn);
        return new Start(
                machine,
                version.revision(),
                new StartedBy(version.arn(), arn instanceof Arn.Alias ? arn.text() : null, null),
                name,
                data,
                named.testCase());
    }

    /** The version that the ARN names, or that its alias chooses. */
    private Version version(CreatedStateMachine machine, Arn.Startable arn) {
        String number;
        if (arn instanceof Arn.Alias alias) {
            Routing routing = machine.alias(alias)
                    .orElseThrow(() -> CreatedStateMachines.doesNotExist(arn))
                    .routing();
            number = routing.choose(chance.next()).number();
        } else {
            number = ((Arn.Version) arn).number();
        }
        return machine.version(number).orElseThrow(() -> CreatedStateMachines.doesNotExist(arn));
    }

    private static void checkInput(String data) {
        String why;
        try {
            if (!data.isBlank()) {
                AwsJson.MAPPER.readTree(data);
                return;
            }
            why = "Invalid execution input.";
        } catch (JacksonException e) {
            why = AwsJson.why(e);
        }
        throw new AwsError("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + why + "'");
    }

    private Execution startExpress(Start start) {
        ExecutionRequest request = expressRequest(start);
        Execution execution = mocked.start(
                request,
                start.testCase(),
                () -> engine.get().start(start.revision().machine().express(), request),
                Function.identity());
        watcher.began(execution, start.revision(), start.startedBy(), true, 0);
        return execution;
    }

    private static ExecutionRequest expressRequest(Start start) {
        return request(
                start,
                new Arn.Express(
                                start.machine().owner(),
                                start.machine().name(),
                                start.name(),
                                UUID.randomUUID().toString())
                        .text());
    }

    private static ExecutionRequest request(Start start, String executionArn) {
        return new ExecutionRequest(
                executionArn,
                start.name(),
                start.machine().arn(),
                start.machine().name(),
                start.revision().roleArn(),
                start.input());
    }

    private static ObjectNode object() {
        return AwsJson.MAPPER.createObjectNode();
    }

    /** What a request to start an execution comes to. */
    private record Start(
            CreatedStateMachine machine,
            Revision revision,
            StartedBy startedBy,
            String name,
            String input,
            @Nullable String testCase) {

        Start by(String task) {
            return new Start(machine, revision, startedBy.task(task), name, input, testCase);
        }
    }
}
