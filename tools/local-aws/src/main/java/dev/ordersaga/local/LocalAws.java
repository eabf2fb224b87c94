package dev.ordersaga.local;

import dev.ordersaga.local.clock.ClockService;
import dev.ordersaga.local.clock.LocalClock;
import dev.ordersaga.local.cloudformation.CloudFormationService;
import dev.ordersaga.local.cloudformation.DeployedStack;
import dev.ordersaga.local.console.DefinitionSamples;
import dev.ordersaga.local.console.LocalConsole;
import dev.ordersaga.local.dynamodb.DynamoDbService;
import dev.ordersaga.local.events.EventBridgeService;
import dev.ordersaga.local.events.EventTargets;
import dev.ordersaga.local.events.PublishedEvents;
import dev.ordersaga.local.events.PublishedEventsService;
import dev.ordersaga.local.faults.Faults;
import dev.ordersaga.local.faults.FaultsService;
import dev.ordersaga.local.faults.FaultyFunctions;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpPort;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.journal.DataDirectory;
import dev.ordersaga.local.journal.JournalUnreadable;
import dev.ordersaga.local.journal.LocalJournal;
import dev.ordersaga.local.journal.WrittenFirst;
import dev.ordersaga.local.lambda.EventQueue;
import dev.ordersaga.local.lambda.Functions;
import dev.ordersaga.local.lambda.LambdaService;
import dev.ordersaga.local.lambda.LambdaSettings;
import dev.ordersaga.local.logs.CloudWatchLogsService;
import dev.ordersaga.local.logs.LogGroups;
import dev.ordersaga.local.process.ClassArchives;
import dev.ordersaga.local.s3.Buckets;
import dev.ordersaga.local.s3.S3Service;
import dev.ordersaga.local.sam.Deployment;
import dev.ordersaga.local.sam.EventBuses;
import dev.ordersaga.local.sns.SnsService;
import dev.ordersaga.local.stepfunctions.MockConfiguration;
import dev.ordersaga.local.stepfunctions.StepFunctionsService;
import dev.ordersaga.local.sts.StsService;
import dev.ordersaga.sam.SamStack;
import dev.ordersaga.sam.SamTemplate;
import dev.ordersaga.sam.StackId;
import io.undertow.server.HttpHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The local AWS, running: an endpoint on the loopback interface that unmodified AWS clients can use. For development and tests.
 * Several may run in one JVM; each has its own port, state machines, tables and functions.
 *
 * <pre>{@code
 * try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults())) {
 *     SfnClient sfn = SfnClient.builder().endpointOverride(aws.endpoint())...
 * }
 * }</pre>
 */
public final class LocalAws implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Optional<DataDirectory> data;
    private final LocalJournal journal;
    private final PublishedEvents events;
    private final Faults faults = new Faults();
    private final DefinitionSamples samples = new DefinitionSamples();
    private final Path logDir;
    private @Nullable HttpPort port;
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private @Nullable Functions functions;
    private @Nullable DynamoDbLater dynamoDb;
    private volatile boolean closing;
    private volatile Health.State stack = Health.State.OFF;
    private volatile Optional<DeployedStack> deployed;

    private LocalAws(LogFolder logs, Optional<DataDirectory> data) {
        this.logDir = logs.path();
        this.data = data;
        this.journal = data.map(DataDirectory::journal).orElse(LocalJournal.NONE);
        this.events = new PublishedEvents(journal);
        this.deployed = StackRecord.read(journal);
        // Opened first, so that both are closed last: whatever is left writes to them until then.
        opened(logs);
        data.ifPresent(this::opened);
    }

    /**
     * Starts what the options ask for and deploys their template; returns when all of it can be used.
     *
     * @throws LocalAwsFailed where that cannot be done; then nothing is left running
     */
    public static LocalAws start(LocalAwsOptions options) {
        LocalAws aws = new LocalAws(LogFolder.of(options), options.data().map(LocalAws::data));
        boolean started = false;
        try {
            aws.begin(options);
            started = true;
            return aws;
        } finally {
            if (!started) {
                aws.close();
            }
        }
    }

    /** Such as {@code http://127.0.0.1:4566}. */
    public URI endpoint() {
        return opened().uri();
    }

    /** Where a browser finds the console. */
    public URI console() {
        return URI.create(endpoint() + LocalConsole.PATH + "/");
    }

    /** DynamoDB's own address, past the port, where it was started; for whoever would be quick. */
    public Optional<URI> dynamoDbEndpoint() {
        return dynamoDb == null ? Optional.empty() : dynamoDb.uri();
    }

    /** The functions as Step Functions calls them, faults included. */
    public Functions functions() {
        if (functions == null) {
            throw new IllegalStateException("not started");
        }
        return functions;
    }

    /** The stack that the template was deployed as; empty without a template. */
    public Optional<DeployedStack> stack() {
        return deployed;
    }

    /** What has been published so far. */
    public PublishedEvents events() {
        return events;
    }

    /** The failures asked for. */
    public Faults faults() {
        return faults;
    }

    /** Where the processes' output goes. */
    public Path logDir() {
        return logDir;
    }

    /**
     * Completes when a process has ended that cannot be replaced, with a line that says which: what was in DynamoDB Local's memory is
     * gone with it. Never completes by {@link #close}.
     */
    public CompletableFuture<String> lost() {
        return lost.copy();
    }

    /** Ends everything, processes included; the order is the reverse of the start's. */
    @Override
    public void close() {
        closing = true;
        while (true) {
            AutoCloseable part;
            synchronized (parts) {
                part = parts.poll();
            }
            if (part == null) {
                return;
            }
            try {
                part.close();
            } catch (Exception e) {
                // One part that will not close must not keep the others open.
                System.err.println("local-aws: while closing: " + e);
            }
        }
    }

    private void begin(LocalAwsOptions options) {
        Caller preset = new Caller(options.account(), options.region());
        LocalClock clock = new LocalClock(options.clock(), journal);
        if (options.template().isPresent()) {
            stack = Health.State.STARTING;
        }
        DynamoDbLater dynamoDb = opened(dynamoDb(options));
        this.dynamoDb = dynamoDb;
        boolean withDynamoDb =
                options.template().isPresent() || options.dynamoDbLocal().isPresent();
        if (withDynamoDb) {
            var unused = dynamoDb.start();
        }
        LogGroups logs = new LogGroups(clock, journal);
        Optional<LambdaService> lambda = lambda(options, clock, dynamoDb, logs);
        Functions called = options.functions()
                .or(() -> options.lambdaEndpoint().map(RemoteFunctions::new))
                .or(() -> lambda)
                .orElseThrow();
        FaultyFunctions faulty = new FaultyFunctions(called, faults);
        functions = faulty;
        EventTargets targets = new EventTargets();
        EventBridgeService buses = opened(new EventBridgeService(preset, events, targets, clock, journal));
        EventQueue told = RuleTargets.asynchronous(faulty, clock, journal, this::opened);
        SnsService topics = new SnsService(preset, events, told, clock, journal);
        Buckets buckets = new Buckets(clock, journal);
        StepFunctionsService stepFunctions = opened(new StepFunctionsService(
                preset,
                clock,
                faulty,
                buses,
                topics,
                dynamoDb,
                logs,
                buckets,
                options.endedExecutionsKept(),
                options.waitsSkippedUpTo(),
                journal));
        options.mockConfig().map(MockConfiguration::read).ifPresent(stepFunctions::mockedBy);
        RuleTargets.connect(targets, told, stepFunctions, topics, logs, clock);

        Map<String, Supplier<Health.State>> health = new LinkedHashMap<>();
        health.put("stepfunctions", () -> Health.State.UP);
        health.put("events", () -> Health.State.UP);
        health.put("sns", () -> Health.State.UP);
        health.put("s3", () -> Health.State.UP);
        health.put("lambda", () -> lambda.isPresent() ? Health.State.UP : Health.State.OFF);
        health.put("dynamodb", dynamoDb::state);
        health.put("stack", () -> stack);

        List<HttpService> services =
                new ArrayList<>(List.of(stepFunctions, dynamoDb, new WrittenFirst(buses, journal)));
        services.add(
                new WrittenFirst(new CloudWatchLogsService(preset, logs), journal, CloudWatchLogsService::isWritten));
        services.add(new Health(health));
        services.add(new WrittenFirst(new PublishedEventsService(events), journal));
        services.add(new FaultsService(faults));
        lambda.ifPresent(service -> services.add(new WrittenFirst(service, journal, LambdaService::isWritten)));
        services.add(new WrittenFirst(topics, journal));
        services.add(new StsService(preset));
        services.add(new WrittenFirst(new S3Service(buckets, preset), journal));
        services.add(new WrittenFirst(new ClockService(clock, options.clock(), stepFunctions::advance), journal));
        services.add(new CloudFormationService(() -> deployed));
        LocalConsole console = opened(new LocalConsole(stepFunctions, events, faults, logDir, samples));
        port = opened(
                port(options.port(), services, options.allowedHosts(), Map.of(LocalConsole.PATH, console.handler())));
        options.template()
                .ifPresent(template -> deploy(
                        template, options, clock, lambda.orElseThrow(), dynamoDb, stepFunctions, buses, topics, logs));
        if (withDynamoDb) {
            dynamoDb.awaitReady();
        }
        stepFunctions.goOn();
        lambda.ifPresent(service -> service.goOn(stepFunctions.time()));
        told.goOn(stepFunctions.time());
        buses.goOn(stepFunctions.time());
        if (options.template().isPresent()) {
            stack = Health.State.UP;
        }
    }

    private static DataDirectory data(Path folder) {
        try {
            return DataDirectory.open(folder, line -> System.err.println("local-aws: " + line));
        } catch (JournalUnreadable e) {
            throw new LocalAwsFailed(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private static @Nullable ClassArchives archives(LocalAwsOptions options) {
        return options.classArchives().map(ClassArchives::new).orElse(null);
    }

    private DynamoDbLater dynamoDb(LocalAwsOptions options) {
        // Processes run in folders of their own: a relative path would mean another place to them.
        Path home =
                options.dynamoDbLocal().orElseGet(DynamoDbService::defaultHome).toAbsolutePath();
        return new DynamoDbLater(
                () -> DynamoDbService.begin(
                        home,
                        logDir.resolve("dynamodb.log"),
                        options.dynamoDbPort(),
                        archives(options),
                        data.map(DataDirectory::dynamoDb).orElse(null)),
                line -> {
                    if (!closing) {
                        lost.complete(line);
                    }
                });
    }

    private Optional<LambdaService> lambda(
            LocalAwsOptions options, LocalClock clock, DynamoDbLater dynamoDb, LogGroups logs) {
        boolean elsewhere =
                options.functions().isPresent() || options.lambdaEndpoint().isPresent();
        if (elsewhere && options.template().isEmpty()) {
            return Optional.empty();
        }
        Path workDir = data.map(DataDirectory::functions)
                .orElseGet(() ->
                        Path.of(System.getProperty("java.io.tmpdir"), "local-aws-" + System.getProperty("user.name")));
        LambdaSettings settings = LambdaSettings.of(this::endpoint, logDir, workDir)
                .withRegion(options.region())
                .withAccount(options.account())
                .withConcurrency(options.accountConcurrency())
                .withInvocationsPerEnvironment(options.invocationsPerEnvironment())
                .withPrewarm(options.prewarm())
                .withClock(clock)
                .withClassArchives(archives(options))
                .withLogGroups(logs)
                // Straight to its process, which is four times as quick as through this one.
                .withVariables(() -> dynamoDb.uri()
                        .map(uri -> Map.of("AWS_ENDPOINT_URL_DYNAMODB", uri.toString()))
                        .orElse(Map.of()));
        return Optional.of(opened(new LambdaService(settings, journal)));
    }

    private void deploy(
            Path template,
            LocalAwsOptions options,
            LocalClock clock,
            LambdaService lambda,
            DynamoDbLater dynamoDb,
            StepFunctionsService stepFunctions,
            EventBridgeService buses,
            SnsService topics,
            LogGroups logs) {
        Caller owner = new Caller(options.account(), options.region());
        StackId id = new StackId(options.stackName(), options.region(), options.account());
        SamStack read = SamTemplate.read(template).deployedAs(id, options.parameters());
        EventBuses made = new DeployedEvents(owner, buses, topics, logs);
        // The functions' processes begin while DynamoDB does; the first table waits for it.
        HttpService tables = new HttpService() {
            @Override
            public boolean handles(HttpRequest request) {
                return dynamoDb.handles(request);
            }

            @Override
            public CompletionStage<HttpResponse> answer(HttpRequest request) {
                dynamoDb.awaitReady();
                return dynamoDb.answer(request);
            }
        };
        Deployment.Deployed done =
                new Deployment(lambda, tables, stepFunctions::createOrUpdate, made).apply(read, template);
        DeployedStack now = new DeployedStack(id, clock.instant(), done.outputs(), done.resources());
        deployed = Optional.of(now);
        StackRecord.write(journal, now);
        samples.deployed(read, now);
    }

    private static HttpPort port(
            int number, List<HttpService> services, Set<String> allowedHosts, Map<String, HttpHandler> besides) {
        try {
            return HttpPort.open(number, services, allowedHosts, besides);
        } catch (BindException e) {
            throw new LocalAwsFailed("port " + number + " is in use; is another local-aws running?", e);
        } catch (IOException e) {
            throw new LocalAwsFailed("port " + number + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        synchronized (parts) {
            parts.push(part);
        }
        return part;
    }

    private HttpPort opened() {
        if (port == null) {
            throw new IllegalStateException("not started");
        }
        return port;
    }
}
