package dev.ordersaga.local.lambda;

import dev.ordersaga.local.process.LocalHome;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How Lambda runs here.
 *
 * @param endpoint what a function gets as {@code AWS_ENDPOINT_URL}; asked when its process starts, not before
 * @param logDir one file a function, {@code <name>.log}
 * @param workDir where code is unpacked, by its SHA-256, and kept for the next time
 * @param javaHome the JVM of every function, whichever Java runtime it names
 * @param runtimeClient the folder of the runtime interface client's jars
 * @param concurrency how many invocations run at once: of all functions without a reserved concurrency together, as in an
 *     AWS account
 * @param initTimeout how long a process may take to ask for its first invocation before it is given one more try within
 *     the invocation's own time, as on AWS
 * @param idleTimeout how long a process waits for the next invocation before it is ended
 * @param eventRetries the pauses before an asynchronous invocation that failed is tried again; AWS: 1 and 2 minutes
 * @param prewarm whether a process is started when a function is made, before anybody asks
 */
public record LambdaSettings(
        String region,
        String account,
        Supplier<URI> endpoint,
        Path logDir,
        Path workDir,
        Path javaHome,
        Path runtimeClient,
        int concurrency,
        Duration initTimeout,
        Duration idleTimeout,
        List<Duration> eventRetries,
        boolean prewarm,
        Clock clock) {

    public LambdaSettings {
        // A function's process runs in its task root, where a relative path means something else.
        workDir = workDir.toAbsolutePath();
        runtimeClient = runtimeClient.toAbsolutePath();
        eventRetries = List.copyOf(eventRetries);
    }

    /** Region us-east-1, account 000000000000, this JVM, ten invocations at once, no process before it is asked for. */
    public static LambdaSettings of(Supplier<URI> endpoint, Path logDir, Path workDir) {
        return new LambdaSettings(
                "us-east-1",
                "000000000000",
                endpoint,
                logDir,
                workDir,
                Path.of(System.getProperty("java.home")),
                defaultRuntimeClient(),
                10,
                Duration.ofSeconds(10),
                Duration.ofMinutes(5),
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)),
                false,
                Clock.systemUTC());
    }

    /** The build's copy beside our own classes: {@code target/lambda-runtime}; {@code -Dlocal-aws.home} names another target. */
    public static Path defaultRuntimeClient() {
        return LocalHome.directory().resolve("lambda-runtime");
    }

    public LambdaSettings withRegion(String region) {
        return with(draft -> draft.region = region);
    }

    public LambdaSettings withAccount(String account) {
        return with(draft -> draft.account = account);
    }

    public LambdaSettings withJavaHome(Path javaHome) {
        return with(draft -> draft.javaHome = javaHome);
    }

    public LambdaSettings withRuntimeClient(Path runtimeClient) {
        return with(draft -> draft.runtimeClient = runtimeClient);
    }

    public LambdaSettings withConcurrency(int concurrency) {
        return with(draft -> draft.concurrency = concurrency);
    }

    public LambdaSettings withInitTimeout(Duration initTimeout) {
        return with(draft -> draft.initTimeout = initTimeout);
    }

    public LambdaSettings withIdleTimeout(Duration idleTimeout) {
        return with(draft -> draft.idleTimeout = idleTimeout);
    }

    public LambdaSettings withEventRetries(List<Duration> eventRetries) {
        return with(draft -> draft.eventRetries = eventRetries);
    }

    public LambdaSettings withPrewarm(boolean prewarm) {
        return with(draft -> draft.prewarm = prewarm);
    }

    public LambdaSettings withClock(Clock clock) {
        return with(draft -> draft.clock = clock);
    }

    /** Whether the runtime interface client is where the settings say. */
    boolean hasRuntimeClient() {
        return Files.isDirectory(runtimeClient);
    }

    private LambdaSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** What a copy is made from that differs in one place. */
    private static final class Draft {

        private String region;
        private String account;
        private Supplier<URI> endpoint;
        private Path logDir;
        private Path workDir;
        private Path javaHome;
        private Path runtimeClient;
        private int concurrency;
        private Duration initTimeout;
        private Duration idleTimeout;
        private List<Duration> eventRetries;
        private boolean prewarm;
        private Clock clock;

        Draft(LambdaSettings from) {
            region = from.region;
            account = from.account;
            endpoint = from.endpoint;
            logDir = from.logDir;
            workDir = from.workDir;
            javaHome = from.javaHome;
            runtimeClient = from.runtimeClient;
            concurrency = from.concurrency;
            initTimeout = from.initTimeout;
            idleTimeout = from.idleTimeout;
            eventRetries = from.eventRetries;
            prewarm = from.prewarm;
            clock = from.clock;
        }

        LambdaSettings done() {
            return new LambdaSettings(
                    region,
                    account,
                    endpoint,
                    logDir,
                    workDir,
                    javaHome,
                    runtimeClient,
                    concurrency,
                    initTimeout,
                    idleTimeout,
                    eventRetries,
                    prewarm,
                    clock);
        }
    }
}
