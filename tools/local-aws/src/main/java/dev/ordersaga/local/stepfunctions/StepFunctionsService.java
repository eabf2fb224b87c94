package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.ArgumentCheck;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Ids;
import dev.ordersaga.asl.execution.Jitter;
import dev.ordersaga.asl.execution.Journal;
import dev.ordersaga.asl.execution.TaskRunner;
import dev.ordersaga.asl.execution.Timers;
import dev.ordersaga.asl.execution.maprun.MapRuns;
import dev.ordersaga.local.clock.LocalClock;
import dev.ordersaga.local.clock.LocalTimers;
import dev.ordersaga.local.events.EventBridgeService;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import dev.ordersaga.local.journal.WrittenFirst;
import dev.ordersaga.local.lambda.Functions;
import dev.ordersaga.local.logs.LogGroups;
import dev.ordersaga.local.s3.Buckets;
import dev.ordersaga.local.sns.SnsService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** AWS Step Functions. What runs when the process ends goes on at the next start where a journal is kept, and is gone otherwise. */
public final class StepFunctionsService implements HttpService, AutoCloseable {

    private static final String SERVICE = "AWSStepFunctions";

    /** How long an advance of time waits for a task that does not answer. */
    private static final Duration ADVANCE_TIMEOUT = Duration.ofSeconds(30);

    private static final Set<String> READ_DEFINITIONS =
            Set.of("CreateStateMachine", "UpdateStateMachine", "ValidateStateMachineDefinition", "TestState");

    /** What operations begin with that change nothing; they are answered although the disk is full. */
    private static final Set<String> READS = Set.of("Describe", "Get", "List", "Test", "Validate");

    private final Caller preset;
    private final LocalJournal journal;
    private final HeldTasks held;
    private final ThreadPoolExecutor threads;
    private final LocalTimers timers;
    private final LocalTimers unskipped;
    private final LoggingConfigurations logging;
    private final StateMachineOperations machines;
    private final ExecutionOperations executions;
    private final MockedExecutions mocked;
    private final Map<String, Operation> operations = new TreeMap<>();

    /**
     * Ready for its first state machine.
     *
     * @param preset the account and region of a request that names none
     * @param dynamoDb null where there is none
     * @param logs where state machines log that say so
     * @param endedExecutionsKept how many ended executions can still be described
     * @param waitsSkippedUpTo how long a wait may be that is skipped while nothing else is going on; zero for none
     * @param journal where state machines and standard executions are written down; tasks of executions that are recovered from it are held
     *     back until {@link #goOn}
     */
    public StepFunctionsService(
            Caller preset,
            LocalClock clock,
            Functions functions,
            EventBridgeService events,
            SnsService sns,
            @Nullable HttpService dynamoDb,
            LogGroups logs,
            Buckets buckets,
            int endedExecutionsKept,
            Duration waitsSkippedUpTo,
            LocalJournal journal) {
        this.preset = preset;
        this.journal = journal;
        this.threads = threads();
        Revisions revisions = new Revisions(journal);
        StateMachineRecords machineRecords = new StateMachineRecords(journal, revisions);
        ExecutionRecords executionRecords = new ExecutionRecords(journal, revisions, new EffectLanes(threads));
        CreatedStateMachines created = new CreatedStateMachines(machineRecords);
        Executions started = new Executions(clock, endedExecutionsKept, Executions.MAX_ENDED_BYTES, executionRecords);
        this.logging = new LoggingConfigurations(logs);
        this.machines = new StateMachineOperations(created, started, logging, clock);
        ExecutionWatcher watcher = new ExecutionLogs(logs).and(new StatusChanges(events));
        started.watchedBy(watcher);
        this.mocked = new MockedExecutions(started);

        Activities activities = new Activities(started::waitsFor, journal);

        Map<String, Integration> integrations = new HashMap<>();
        LambdaIntegration lambda = new LambdaIntegration(functions);
        integrations.put("lambda", lambda::invoke);
        integrations.put("function", lambda::callFunction);
        integrations.put("events", new EventsIntegration(events));
        integrations.put("sns", new SnsIntegration(sns));
        if (dynamoDb != null) {
            integrations.put("dynamodb", new DynamoDbIntegration(dynamoDb));
            integrations.put("aws-sdk:dynamodb", new DynamoDbIntegration(dynamoDb));
        }
        // The engine reaches an integration that reaches the engine: the first one's end is tied when both are there.
        Engine[] engine = new Engine[1];
        Jitter jitter = () -> ThreadLocalRandom.current().nextDouble();
        ExecutionOperations executions =
                new ExecutionOperations(created, started, () -> engine[0], jitter, clock, watcher, mocked);
        this.executions = executions;
        integrations.put("aws-sdk:sfn", new OwnSdkIntegration(operations::get));
        integrations.put("states", new NestedExecutionIntegration(executions));
        TaskRunner tasks = new Integrations(started, mocked, activities, integrations);
        this.held = new HeldTasks(tasks);
        TaskRunner afterRecovery = journal.isDurable() ? held.runner() : tasks;
        Ids ids = () -> UUID.randomUUID().toString();
        boolean skips = !waitsSkippedUpTo.isZero();
        // A test's skipped waits are nobody else's time.
        this.timers = new LocalTimers(
                skips ? new LocalClock(clock) : clock, threads, waitsSkippedUpTo, functions::isBusy, ADVANCE_TIMEOUT);
        this.unskipped =
                skips ? new LocalTimers(clock, threads, Duration.ZERO, functions::isBusy, ADVANCE_TIMEOUT) : timers;
        MapRunRecords mapRecords = new MapRunRecords(journal);
        MapRuns maps = new MapRuns(
                new StartedChildren(started, () -> engine[0], clock),
                new S3Objects(buckets),
                mapRecords,
                timers.executor(),
                timers::now);
        ArgumentCheck checks = (resource, arguments) -> {
            List<String> problems = activities.problems(resource);
            return problems.isEmpty() ? TaskParameters.problems(resource, arguments) : problems;
        };
        Function<TaskRunner, Engine> unwritten = runner -> new Engine(
                        timers.executor(),
                        timers,
                        timers.counting(runner, Integrations::isWork),
                        maps,
                        jitter,
                        ids,
                        Journal.NONE)
                .checking(checks);
        engine[0] = new Engine(
                        timers.executor(),
                        timers,
                        timers.counting(afterRecovery, Integrations::isWork),
                        journal.isDurable() ? held.maps(maps) : maps,
                        jitter,
                        ids,
                        journal.isDurable() ? timers.counting(executionRecords) : Journal.NONE)
                .checking(checks);
        recover(revisions, machineRecords, executionRecords, created, started, engine[0]);
        maps.restore(mapRecords.read(), started::isOpen);

        stateMachineOperations();
        aliasOperations(new AliasOperations(created, clock));
        executionOperations(executions);
        listings(new ExecutionListings(created, started));
        operations.put("RedriveExecution", new RedriveOperation(created, started, clock)::redrive);
        taskOperations(new TaskOperations(started));
        activityOperations(new ActivityOperations(activities, clock));
        tagOperations(new TagOperations(created, activities));
        mapRunOperations(new MapRunOperations(maps, started));
        operations.put("TestState", new TestStateOperation(clock, unwritten, tasks, jitter, ids)::test);
    }

    private void recover(
            Revisions revisions,
            StateMachineRecords machineRecords,
            ExecutionRecords executionRecords,
            CreatedStateMachines created,
            Executions started,
            Engine engine) {
        Map<String, List<byte[]>> kept = journal.recovered(EntryKind.REVISION);
        Map<String, Revision> known = Revisions.read(kept, line -> System.err.println("local-aws: " + line));
        created.restore(machineRecords.read(journal.recovered(EntryKind.STATE_MACHINE), known));
        started.restore(
                executionRecords.read(journal.recovered(EntryKind.EXECUTION), known),
                executionRecords.readNames(journal.recovered(EntryKind.FORGOTTEN_NAMES)),
                engine,
                arn -> created.find(Arn.startable(ChildDefinitions.machineOf(arn)))
                        .isPresent());
        revisions.releaseUnreferenced(kept);
    }

    /**
     * Lets so much time pass for executions: everything that falls due happens, in its order and with its consequences.
     *
     * @return completes with the time when it has
     */
    public CompletionStage<Instant> advance(Duration by) {
        return timers.advance(by);
    }

    /** The time of executions, by which others may set alarms: an advance lets each have its consequences, too. */
    public Timers time() {
        return unskipped;
    }

    /** Hands out the tasks of executions that were recovered: what they call is there now. */
    public void goOn() {
        held.release();
    }

    private void stateMachineOperations() {
        operations.put("CreateStateMachine", Operation.atOnce(machines::create));
        operations.put("DeleteStateMachine", machines::delete);
        operations.put("DeleteStateMachineVersion", Operation.atOnce(machines::deleteVersion));
        operations.put("DescribeStateMachine", Operation.atOnce(machines::describe));
        operations.put("ListStateMachineVersions", Operation.atOnce(machines::listVersions));
        operations.put("ListStateMachines", Operation.atOnce(machines::list));
        operations.put("PublishStateMachineVersion", Operation.atOnce(machines::publishVersion));
        operations.put("UpdateStateMachine", Operation.atOnce(machines::update));
        operations.put("ValidateStateMachineDefinition", Operation.atOnce(machines::validate));
    }

    private void aliasOperations(AliasOperations aliases) {
        operations.put("CreateStateMachineAlias", Operation.atOnce(aliases::create));
        operations.put("DeleteStateMachineAlias", Operation.atOnce(aliases::delete));
        operations.put("DescribeStateMachineAlias", Operation.atOnce(aliases::describe));
        operations.put("ListStateMachineAliases", Operation.atOnce(aliases::list));
        operations.put("UpdateStateMachineAlias", Operation.atOnce(aliases::update));
    }

    private void executionOperations(ExecutionOperations executions) {
        operations.put("DescribeExecution", Operation.atOnce(executions::describe));
        operations.put("DescribeStateMachineForExecution", Operation.atOnce(executions::describeStateMachine));
        operations.put("StartExecution", executions::start);
        operations.put("StartSyncExecution", executions::startSync);
        operations.put("StopExecution", executions::stop);
    }

    private void listings(ExecutionListings listings) {
        operations.put("GetExecutionHistory", Operation.atOnce(listings::history));
        operations.put("ListExecutions", Operation.atOnce(listings::list));
    }

    private void activityOperations(ActivityOperations activities) {
        operations.put("CreateActivity", Operation.atOnce(activities::create));
        operations.put("DeleteActivity", Operation.atOnce(activities::delete));
        operations.put("DescribeActivity", Operation.atOnce(activities::describe));
        operations.put("GetActivityTask", activities::task);
        operations.put("ListActivities", Operation.atOnce(activities::list));
    }

    private void tagOperations(TagOperations tags) {
        operations.put("ListTagsForResource", Operation.atOnce(tags::list));
        operations.put("TagResource", Operation.atOnce(tags::tag));
        operations.put("UntagResource", Operation.atOnce(tags::untag));
    }

    private void taskOperations(TaskOperations tasks) {
        operations.put("SendTaskFailure", tasks::failure);
        operations.put("SendTaskHeartbeat", tasks::heartbeat);
        operations.put("SendTaskSuccess", tasks::success);
    }

    private void mapRunOperations(MapRunOperations runs) {
        operations.put("DescribeMapRun", Operation.atOnce(runs::describe));
        operations.put("ListMapRuns", Operation.atOnce(runs::list));
        operations.put("UpdateMapRun", Operation.atOnce(runs::update));
    }

    /** The names of the operations that are answered; every other is refused. */
    public Set<String> operations() {
        return Set.copyOf(operations.keySet());
    }

    @Override
    public boolean handles(HttpRequest request) {
        return AwsJson.operation(request, SERVICE).isPresent();
    }

    /** All but those that read a whole definition. */
    @Override
    public boolean quick(HttpRequest request) {
        return !AwsJson.operation(request, SERVICE)
                .filter(READ_DEFINITIONS::contains)
                .isPresent();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        String name = AwsJson.operation(request, SERVICE).orElse("");
        return call(Caller.of(request, preset), name, AwsJson.input(request))
                .thenApply(output -> AwsJson.answer(request, output));
    }

    /**
     * Does what a request for the operation would, on behalf of the preset account and region.
     *
     * @throws AwsError where it is refused, unless the answer fails with it
     */
    public CompletionStage<ObjectNode> call(String operation, ObjectNode input) {
        return call(preset, operation, input);
    }

    private CompletionStage<ObjectNode> call(Caller caller, String name, ObjectNode input) {
        Operation operation = operations.get(name);
        if (operation == null) {
            throw new AwsError(
                    "UnknownOperationException", "local-aws does not support Step Functions' operation " + name);
        }
        boolean onlyReads = READS.stream().anyMatch(name::startsWith);
        if (!onlyReads && journal.isRefusing()) {
            throw WrittenFirst.refused();
        }
        return operation
                .answer(caller, new RequestFields(input))
                .thenCompose(output -> onlyReads && journal.isRefusing()
                        ? CompletableFuture.completedFuture(output)
                        : journal.written().thenApply(written -> output));
    }

    /** Creates a state machine, or updates the one there is, which stays Express or Standard; answers with its ARN. */
    public String createOrUpdate(
            String name, boolean express, String definition, String roleArn, Optional<ObjectNode> logged) {
        ObjectNode input = AwsJson.MAPPER.createObjectNode();
        input.put("name", name);
        input.put("type", express ? "EXPRESS" : "STANDARD");
        input.put("stateMachineArn", new Arn.StateMachine(preset, name).text());
        input.put("definition", definition);
        input.put("roleArn", roleArn);
        logged.ifPresent(configuration -> {
            logging.ensureDestination(configuration);
            input.set("loggingConfiguration", configuration);
        });
        RequestFields fields = new RequestFields(input);
        try {
            return machines.create(preset, fields).path("stateMachineArn").asString();
        } catch (AwsError e) {
            if (!e.code().equals("StateMachineAlreadyExists")) {
                throw e;
            }
            machines.update(preset, fields);
            return new Arn.StateMachine(preset, name).text();
        }
    }

    /** From now on, executions can be started as test cases of a mock configuration: {@code arn#TestCase}. */
    public void mockedBy(MockConfiguration configuration) {
        mocked.configure(configuration);
    }

    /**
     * Starts an execution, of a Standard or an Express state machine; one that is open with that name and input is left alone.
     *
     * @param stateMachineArn of a state machine, a version or an alias
     * @param input JSON text
     */
    public CompletionStage<?> startExecution(String stateMachineArn, String name, String input) {
        ObjectNode fields = AwsJson.MAPPER.createObjectNode();
        fields.put("stateMachineArn", stateMachineArn).put("name", name).put("input", input);
        return executions.start(preset, new RequestFields(fields));
    }

    @Override
    public void close() {
        timers.close();
        unskipped.close();
        threads.shutdownNow();
    }

    private static ThreadPoolExecutor threads() {
        int count = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
        AtomicInteger number = new AtomicInteger();
        // After close, what still comes in (an answer from a function, an alarm) is dropped without a log line.
        return new ThreadPoolExecutor(
                count,
                count,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = new Thread(work, "asl-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
    }
}
