package dev.ordersaga.benchmarks.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The local-aws of a checkout, started by {@code java -jar} as a user starts it, and ended with this. */
public final class LocalAwsProcess implements AutoCloseable {

    private final Process process;
    private final URI endpoint;

    private LocalAwsProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** Starts it on this port and returns when it answers. */
    public static LocalAwsProcess start(Path home, int port, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar(home).toString(),
                "--port",
                String.valueOf(port)));
        command.addAll(List.of(options));
        Path log = Files.createTempFile("bench-local-aws-", ".log");
        LocalAwsProcess started = new LocalAwsProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                URI.create("http://127.0.0.1:" + port + "/"));
        try {
            started.awaitReady(log);
        } catch (InterruptedException | RuntimeException e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** Where the build of a commit puts it: before the tools had a folder of their own it lay at the top. */
    private static Path jar(Path home) {
        Path now = home.resolve("tools/local-aws/target/local-aws.jar");
        return Files.exists(now) ? now : home.resolve("local-aws/target/local-aws.jar");
    }

    private void awaitReady(Path log) throws InterruptedException {
        HttpRequests http = new HttpRequests();
        for (int attempt = 0; attempt < 600; attempt++) {
            if (!process.isAlive()) {
                throw new IllegalStateException("local-aws ended; what it said is in " + log);
            }
            try {
                // A template that is still being deployed is STARTING; without one it is OFF.
                if (http.get(endpoint.resolve("/_local/health"), Map.of())
                        .text()
                        .matches("(?s).*\"stack\"\\s*:\\s*\"(up|off)\".*")) {
                    return;
                }
            } catch (IOException e) {
                // not there yet
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("local-aws was not ready within 30 s; what it said is in " + log);
    }

    URI endpoint() {
        return endpoint;
    }

    ProcessTree tree() {
        return new ProcessTree(process.toHandle());
    }

    /** Calls a function and waits for its answer, which must be no error. */
    public void invoke(String function, String payload) throws IOException, InterruptedException {
        HttpRequests.Answer answer = new HttpRequests()
                .post(endpoint.resolve("/2015-03-31/functions/" + function + "/invocations"), payload, Map.of());
        if (answer.status() != 200 || answer.text().contains("errorType")) {
            throw new IllegalStateException(function + " answered " + answer.status() + " " + answer.text());
        }
    }

    /** What it has started, and what those have. */
    public List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** CPU seconds of one of its descendants alone; 0 where it has ended. */
    public static double cpuSeconds(ProcessHandle process) {
        return ProcessTree.cpu(process);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
