package dev.ordersaga.participant;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of DynamoDB Local: tables in memory, on the loopback interface, telemetry off; it ends with this one, however that ends.
 * The build has copied it to saga-participant's {@code target/dynamodb-local}; {@code -Ddynamodb.local} names another folder.
 */
public final class DynamoDbProcess implements AutoCloseable {

    private final Process process;
    private final URI endpoint;

    private DynamoDbProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /** For tests that ask it for seconds: the second compiler would take more than it gives. */
    public static DynamoDbProcess start() {
        return start(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    }

    /**
     * For hundreds of thousands of requests: the second compiler takes some ten seconds of a core, and a request costs half of what it did from
     * then on. It makes all its validation errors anew for each request; a tenth of its time would be their stack traces.
     */
    public static DynamoDbProcess startForManyRequests() {
        return start(List.of("-Xms80m", "-Xmn32m", "-Xmx512m", "-XX:-StackTraceInThrowable"));
    }

    private static DynamoDbProcess start(List<String> options) {
        Path home = home();
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of(
                    "-XX:+UseSerialGC",
                    "-Dsqlite4java.library.path=" + home,
                    "-cp",
                    launcher() + File.pathSeparator + home + File.separator + "*",
                    DynamoDbLocalLauncher.class.getName(),
                    "-inMemory",
                    "-sharedDb",
                    "-disableTelemetry"));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new DynamoDbProcess(process, URI.create("http://127.0.0.1:" + port(process)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        return endpoint;
    }

    private static String port(Process process) throws IOException {
        // Not closed: the process keeps on writing to it, and drain reads on.
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(DynamoDbLocalLauncher.PORT)) {
                drain(output);
                return line.substring(DynamoDbLocalLauncher.PORT.length());
            }
            said.append(line).append(System.lineSeparator());
        }
        throw new IllegalStateException("DynamoDB Local did not start: " + said);
    }

    private static void drain(BufferedReader output) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (output.readLine() != null) {
                            // what it says while it runs is of no interest
                        }
                    } catch (IOException e) {
                        // the process has ended
                    }
                },
                "dynamodb-local-output");
        thread.setDaemon(true);
        thread.start();
    }

    /** Beside our own classes, whichever module's tests run: saga-participant's build copies it to target/. */
    private static Path home() {
        String named = System.getProperty("dynamodb.local");
        Path home = named == null
                ? launcher().resolveSibling("dynamodb-local")
                : Path.of(named).toAbsolutePath();
        if (!Files.isDirectory(home)) {
            throw new IllegalStateException("DynamoDB Local is missing at " + home);
        }
        return home;
    }

    private static Path launcher() {
        try {
            return Path.of(DynamoDbLocalLauncher.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
