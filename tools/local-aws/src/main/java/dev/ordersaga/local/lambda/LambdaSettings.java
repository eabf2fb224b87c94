package dev.ordersaga.local.lambda;

import dev.ordersaga.local.logs.LogGroups;
import dev.ordersaga.local.process.ClassArchives;
import dev.ordersaga.local.process.LocalHome;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How Lambda runs here. Never changes: every {@code with} gives a copy. */
public final class LambdaSettings implements Cloneable {

    private final Supplier<URI> endpoint;
    private final Path logDir;
    private final Path workDir;
    private Supplier<Map<String, String>> variables = Map::of;
    private String region = "us-east-1";
    private String account = "000000000000";
    private Path javaHome = Path.of(System.getProperty("java.home"));
    private Path runtimeClient = defaultRuntimeClient().toAbsolutePath();
    private int concurrency = 1_000;
    private int invocationsPerEnvironment = 1;
    private Duration initTimeout = Duration.ofSeconds(10);
    private Duration idleTimeout = Duration.ofMinutes(5);
    private List<Duration> eventRetries = EventQueue.RETRIES;
    private boolean prewarm;
    private @Nullable ClassArchives archives;
    private Clock clock = Clock.systemUTC();
    private @Nullable LogGroups logGroups;

    private LambdaSettings(Supplier<URI> endpoint, Path logDir, Path workDir) {
        this.endpoint = endpoint;
        this.logDir = logDir;
        // A function's process runs in its task root, where a relative path means something else.
        this.workDir = workDir.toAbsolutePath();
    }

    /**
     * Region us-east-1, account 000000000000, this JVM, 1,000 invocations at once, one at a time in a process, no process before it
     * is asked for.
     *
     * @param endpoint what a function gets as {@code AWS_ENDPOINT_URL}; asked when its process starts, not before
     * @param logDir one file a function, {@code <name>.log}
     * @param workDir where code is unpacked, by its SHA-256, and kept for the next time
     */
    public static LambdaSettings of(Supplier<URI> endpoint, Path logDir, Path workDir) {
        return new LambdaSettings(endpoint, logDir, workDir);
    }

    /** The build's copy beside our own classes: {@code target/lambda-runtime}; {@code -Dlocal-aws.home} names another target. */
    public static Path defaultRuntimeClient() {
        return LocalHome.directory().resolve("lambda-runtime");
    }

    /** Environment variables that functions get where their configuration has none of that name; asked when a process starts. */
    public LambdaSettings withVariables(Supplier<Map<String, String>> variables) {
        return with(copy -> copy.variables = variables);
    }

    public LambdaSettings withRegion(String region) {
        return with(copy -> copy.region = region);
    }

    public LambdaSettings withAccount(String account) {
        return with(copy -> copy.account = account);
    }

    /** The JVM of every function, whichever Java runtime it names. */
    public LambdaSettings withJavaHome(Path javaHome) {
        return with(copy -> copy.javaHome = javaHome);
    }

    /** The folder of the runtime interface client's jars. */
    public LambdaSettings withRuntimeClient(Path runtimeClient) {
        return with(copy -> copy.runtimeClient = runtimeClient.toAbsolutePath());
    }

    /** How many invocations run at once: of all functions without a reserved concurrency together, as in an AWS account. */
    public LambdaSettings withConcurrency(int concurrency) {
        return with(copy -> copy.concurrency = concurrency);
    }

    /** How many invocations a process takes at once, of a function that does not say itself. */
    public LambdaSettings withInvocationsPerEnvironment(int invocations) {
        return with(copy -> copy.invocationsPerEnvironment = invocations);
    }

    /**
     * How long a process may take to ask for its first invocation before it is given one more try within the invocation's own time, as
     * on AWS.
     */
    public LambdaSettings withInitTimeout(Duration initTimeout) {
        return with(copy -> copy.initTimeout = initTimeout);
    }

    /** How long a process waits for the next invocation before it is ended. */
    public LambdaSettings withIdleTimeout(Duration idleTimeout) {
        return with(copy -> copy.idleTimeout = idleTimeout);
    }

    /** The pauses before an asynchronous invocation that failed is tried again; AWS: 1 and 2 minutes. */
    public LambdaSettings withEventRetries(List<Duration> eventRetries) {
        return with(copy -> copy.eventRetries = List.copyOf(eventRetries));
    }

    /** Whether a process is started when a function is made, before anybody asks. */
    public LambdaSettings withPrewarm(boolean prewarm) {
        return with(copy -> copy.prewarm = prewarm);
    }

    /** Where class archives are kept; null, the default: functions' processes have none. */
    public LambdaSettings withClassArchives(@Nullable ClassArchives archives) {
        return with(copy -> copy.archives = archives);
    }

    /** Where functions' logs can be read; null, the default: in their files alone. */
    public LambdaSettings withLogGroups(@Nullable LogGroups logGroups) {
        return with(copy -> copy.logGroups = logGroups);
    }

    public LambdaSettings withClock(Clock clock) {
        return with(copy -> copy.clock = clock);
    }

    String region() {
        return region;
    }

    String account() {
        return account;
    }

    Supplier<URI> endpoint() {
        return endpoint;
    }

    Map<String, String> variables() {
        return variables.get();
    }

    Path logDir() {
        return logDir;
    }

    Path workDir() {
        return workDir;
    }

    Path javaHome() {
        return javaHome;
    }

    Path runtimeClient() {
        return runtimeClient;
    }

    int concurrency() {
        return concurrency;
    }

    int invocationsPerEnvironment() {
        return invocationsPerEnvironment;
    }

    Duration initTimeout() {
        return initTimeout;
    }

    Duration idleTimeout() {
        return idleTimeout;
    }

    List<Duration> eventRetries() {
        return eventRetries;
    }

    boolean prewarm() {
        return prewarm;
    }

    @Nullable
    ClassArchives archives() {
        return archives;
    }

    Clock clock() {
        return clock;
    }

    @Nullable
    LogGroups logGroups() {
        return logGroups;
    }

    /** Whether the runtime interface client is where the settings say. */
    boolean hasRuntimeClient() {
        return Files.isDirectory(runtimeClient);
    }

    private LambdaSettings with(Consumer<LambdaSettings> change) {
        try {
            LambdaSettings copy = (LambdaSettings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this class can be cloned", e);
        }
    }
}
