package dev.ordersaga.local.lambda;

import dev.ordersaga.local.process.LocalHome;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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

    public LambdaSettings withRegion(String other) {
        return new LambdaSettings(
                other,
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

    public LambdaSettings withAccount(String other) {
        return new LambdaSettings(
                region,
                other,
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

    public LambdaSettings withJavaHome(Path other) {
        return new LambdaSettings(
                region,
                account,
                endpoint,
                logDir,
                workDir,
                other,
                runtimeClient,
                concurrency,
                initTimeout,
                idleTimeout,
                eventRetries,
                prewarm,
                clock);
    }

    public LambdaSettings withRuntimeClient(Path other) {
        return new LambdaSettings(
                region,
                account,
                endpoint,
                logDir,
                workDir,
                javaHome,
                other,
                concurrency,
                initTimeout,
                idleTimeout,
                eventRetries,
                prewarm,
                clock);
    }

    public LambdaSettings withConcurrency(int other) {
        return new LambdaSettings(
                region,
                account,
                endpoint,
                logDir,
                workDir,
                javaHome,
                runtimeClient,
                other,
                initTimeout,
                idleTimeout,
                eventRetries,
                prewarm,
                clock);
    }

    public LambdaSettings withInitTimeout(Duration other) {
        return new LambdaSettings(
                region,
                account,
                endpoint,
                logDir,
                workDir,
                javaHome,
                runtimeClient,
                concurrency,
                other,
                idleTimeout,
                eventRetries,
                prewarm,
                clock);
    }

    public LambdaSettings withIdleTimeout(Duration other) {
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
                other,
                eventRetries,
                prewarm,
                clock);
    }

    public LambdaSettings withEventRetries(List<Duration> other) {
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
                other,
                prewarm,
                clock);
    }

    public LambdaSettings withPrewarm(boolean other) {
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
                other,
                clock);
    }

    public LambdaSettings withClock(Clock other) {
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
                other);
    }

    /** Whether the runtime interface client is where the settings say. */
    boolean hasRuntimeClient() {
        return Files.isDirectory(runtimeClient);
    }
}
