package dev.ordersaga.local.lambda;

import dev.ordersaga.asl.execution.Timers;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.http.HttpThreads;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Lambda: its REST API, and its functions for the other services. Every function runs in JVMs of its own, with AWS's own runtime
 * interface client; what it may do at once, for how long, and how it fails, is as on AWS.
 */
public final class LambdaService implements HttpService, Functions, AutoCloseable {

    /** "6 MB for requests" of synchronous invocations. */
    static final int MAX_PAYLOAD_SIZE = 6 * 1024 * 1024;

    private static final DateTimeFormatter LAST_MODIFIED = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final LambdaSettings settings;
    private final HttpThreads http;
    private final ExecutorService threads;
    private final ScheduledExecutorService timers;
    private final EnvironmentLimits limits;
    private final AccountConcurrency account;
    private final LambdaApi api;
    private final EventQueue events;
    private final FunctionRecords records;

    // Guarded by this:
    private final Map<String, LambdaFunction> functions = new TreeMap<>();
    private boolean closed;

    /** Starts no process yet, and keeps nothing. */
    public LambdaService(LambdaSettings settings) {
        this(settings, LocalJournal.NONE);
    }

    /** Starts no process yet; begins with the functions that the journal has, and writes down what becomes of them. */
    public LambdaService(LambdaSettings settings, LocalJournal journal) {
        this.settings = settings;
        this.records = new FunctionRecords(journal);
        try {
            this.http = HttpThreads.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the threads of the Runtime API cannot be started", e);
        }
        // Never more than a few a process, and gone when they have nothing to do.
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons("lambda"));
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1, daemons("lambda-timer"));
        // An invocation's time limit goes with the invocation, or the payloads of minutes would be kept.
        scheduler.setRemoveOnCancelPolicy(true);
        this.timers = scheduler;
        this.limits = EnvironmentLimits.ofThisMachine(threads);
        this.account = new AccountConcurrency(settings.concurrency());
        this.events = new EventQueue(
                this,
                settings.clock(),
                settings.eventRetries(),
                timers,
                this::logged,
                journal,
                EntryKind.ASYNCHRONOUS_INVOCATION);
        this.api = new LambdaApi(this, settings, events);
        records.read().forEach((name, known) -> {
            LambdaFunction function = function(known.versions().get(0));
            function.restore(known);
            function.record(records);
            functions.put(name, function);
        });
    }

    /**
     * Begins again the asynchronous invocations that had been taken and had not ended.
     *
     * @param time what the pauses before further attempts follow from now on
     */
    public void goOn(Timers time) {
        events.goOn(time);
    }

    /** Whether the answer to a request tells that something will be remembered. */
    public static boolean isWritten(HttpRequest request) {
        return !request.path().contains("/invocations")
                || "Event".equals(request.header("x-amz-invocation-type").orElse(""));
    }

    /** What became of a deployed function. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /**
     * Makes a function, or changes the one of that name; invocations under way end with the code they began with.
     *
     * @throws InvocationRefused with AWS's code where the specification is not valid or its code cannot be read
     */
    public Outcome createOrUpdate(FunctionSpec spec) {
        LambdaFunction existing = find(spec.name());
        VersionConfiguration wanted = new VersionConfiguration(
                spec.name(),
                VersionConfiguration.LATEST,
                spec.runtime(),
                spec.handler(),
                spec.role() == null ? "arn:aws:iam::" + settings.account() + ":role/local" : spec.role(),
                "",
                spec.timeout(),
                spec.memoryMegabytes(),
                spec.invocationsPerEnvironment() == null
                        ? invocationsPerEnvironment()
                        : spec.invocationsPerEnvironment(),
                spec.environment(),
                code(spec.code()),
                now(),
                UUID.randomUUID().toString());
        Outcome outcome;
        LambdaFunction function;
        if (existing == null) {
            function = create(wanted);
            outcome = Outcome.CREATED;
        } else {
            function = existing;
            boolean same = function.latest().runsAs(wanted);
            if (!same) {
                validate(wanted);
                function.replaceLatest(wanted);
            }
            outcome = same ? Outcome.UNCHANGED : Outcome.UPDATED;
        }
        function.reserveConcurrency(spec.reservedConcurrency());
        if (spec.alias() != null) {
            function.putAlias(new LambdaFunction.Alias(
                    spec.alias(),
                    function.publish().version(),
                    "",
                    UUID.randomUUID().toString()));
        }
        return outcome;
    }

    @Override
    public boolean handles(HttpRequest request) {
        return LambdaApi.handles(request);
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return api.answer(request);
    }

    @Override
    public CompletionStage<InvocationResult> invoke(String function, byte[] payload) {
        return invoke(function, payload, null);
    }

    @Override
    public CompletionStage<InvocationResult> invoke(String function, byte[] payload, @Nullable Duration patience) {
        try {
            return begin(FunctionName.parse(function), payload, null, patience).answer();
        } catch (InvocationRefused e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public boolean isBusy() {
        return account.isBusy();
    }

    private void logged(String function, String line) {
        LambdaFunction found = find(FunctionName.parse(function).name());
        if (found != null) {
            found.log().append(line);
        }
    }

    /** Ends every function's process. */
    @Override
    public void close() {
        List<LambdaFunction> all;
        synchronized (this) {
            closed = true;
            events.close();
            all = List.copyOf(functions.values());
            functions.clear();
        }
        timers.shutdownNow();
        CompletableFuture.allOf(all.stream().map(LambdaFunction::closeAll).toArray(CompletableFuture<?>[]::new))
                .join();
        http.close();
    }

    /** An invocation that was admitted. */
    record Begun(PendingInvocation work, CompletableFuture<InvocationResult> answer, FunctionLog log) {}

    /**
     * Admits an invocation and sends it on its way.
     *
     * @throws InvocationRefused where it is not admitted
     */
    Begun begin(FunctionName name, byte[] payload, @Nullable String traceId, @Nullable Duration patience) {
        byte[] event = payload.length == 0 ? new byte[] {'{', '}'} : payload;
        LambdaFunction function = named(name);
        EnvironmentPool pool = version(function, name);
        if (event.length > MAX_PAYLOAD_SIZE) {
            throw new InvocationRefused(
                    413,
                    "RequestTooLargeException",
                    "Request must be smaller than " + MAX_PAYLOAD_SIZE + " bytes for the InvokeFunction operation");
        }
        try {
            var unused = LambdaJson.read(event);
        } catch (JacksonException e) {
            throw new InvocationRefused(
                    400, "InvalidRequestContentException", "Could not parse request body into json: " + AwsJson.why(e));
        }
        Runnable leave = function.admit(account);
        if (leave == null) {
            throw InvocationRefused.throttled();
        }
        String trace = traceId == null
                ? "Root=1-" + Long.toHexString(settings.clock().instant().getEpochSecond()) + "-"
                        + UUID.randomUUID().toString().replace("-", "").substring(0, 24)
                : traceId;
        PendingInvocation work = new PendingInvocation(UUID.randomUUID().toString(), arn(name), trace, event, patience);
        // The place is free before the caller hears of the end, so that a caller that then asks again finds it free.
        CompletableFuture<InvocationResult> answer = work.result.whenComplete((invocation, failure) -> leave.run());
        pool.dispatch(work);
        return new Begun(work, answer, function.log());
    }

    /**
     * Makes a function.
     *
     * @throws InvocationRefused where there is one of that name
     */
    LambdaFunction create(VersionConfiguration configuration) {
        validate(configuration);
        LambdaFunction function = function(configuration);
        synchronized (this) {
            if (closed) {
                throw new InvocationRefused(500, "ServiceException", "Lambda is closed");
            }
            if (functions.containsKey(configuration.name())) {
                throw new InvocationRefused(
                        409, "ResourceConflictException", "Function already exist: " + configuration.name());
            }
            functions.put(configuration.name(), function);
            function.record(records);
            return function;
        }
    }

    private LambdaFunction function(VersionConfiguration configuration) {
        FunctionLog log = new FunctionLog(settings.logDir().resolve(configuration.name() + ".log"));
        FunctionLogSource.feed(settings, configuration.name(), log);
        return new LambdaFunction(
                configuration,
                log,
                version -> new EnvironmentPool(version, settings, log, limits, http, threads, timers));
    }

    /**
     * Starts a process of a version that will be called, before it is, if the settings say so; nothing where there is no such function.
     *
     * @param function a name, a partial or a full ARN, with or without a qualifier
     */
    public void prewarm(String function) {
        FunctionName name = FunctionName.parse(function);
        LambdaFunction found = find(name.name());
        if (found != null) {
            prewarm(found, name.qualifierOrLatest());
        }
    }

    void prewarm(LambdaFunction function, String version) {
        EnvironmentPool pool = function.resolve(version);
        if (settings.prewarm() && pool != null) {
            pool.prewarm();
        }
    }

    void delete(LambdaFunction function) {
        synchronized (this) {
            functions.remove(function.name());
            function.deleted();
        }
        function.retireAll();
    }

    synchronized List<LambdaFunction> all() {
        return List.copyOf(functions.values());
    }

    /**
     * Finds a function.
     *
     * @throws InvocationRefused with 404 where there is none
     */
    LambdaFunction named(FunctionName name) {
        LambdaFunction function = find(name.name());
        if (function == null) {
            throw new InvocationRefused(404, "ResourceNotFoundException", "Function not found: " + arn(name));
        }
        return function;
    }

    /**
     * Finds the version that a name means.
     *
     * @throws InvocationRefused with 404 where there is none
     */
    EnvironmentPool version(LambdaFunction function, FunctionName name) {
        EnvironmentPool pool = function.resolve(name.qualifierOrLatest());
        if (pool == null) {
            throw new InvocationRefused(404, "ResourceNotFoundException", "Function not found: " + arn(name));
        }
        return pool;
    }

    String arn(FunctionName name) {
        String arn = "arn:aws:lambda:" + settings.region() + ":" + settings.account() + ":function:" + name.name();
        return name.qualifier() == null ? arn : arn + ":" + name.qualifier();
    }

    /** The time as AWS writes it into a function's configuration. */
    String now() {
        return LAST_MODIFIED.format(settings.clock().instant());
    }

    /** How many invocations a process takes at once where the function does not say. */
    int invocationsPerEnvironment() {
        return settings.invocationsPerEnvironment();
    }

    /** @throws InvocationRefused where a function cannot be configured like this, on AWS or here */
    void validate(VersionConfiguration configuration) {
        ConfigurationLimits.check(configuration);
        if (!settings.hasRuntimeClient()) {
            throw new InvocationRefused(
                    500,
                    "ServiceException",
                    "The runtime interface client is not at " + settings.runtimeClient()
                            + "; the build of local-aws copies it there, -Dlocal-aws.home names another place");
        }
    }

    private FunctionCode code(Path path) {
        try {
            return FunctionCode.at(path, settings.workDir());
        } catch (IOException e) {
            throw new InvocationRefused(
                    400, "InvalidParameterValueException", "The code at " + path + " cannot be read: " + e);
        }
    }

    private synchronized @Nullable LambdaFunction find(String name) {
        return functions.get(name);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
