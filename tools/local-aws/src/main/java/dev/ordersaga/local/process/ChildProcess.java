package dev.ordersaga.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that this one started and that ends with it, a {@code kill -9} included. Its output goes to a file; nothing reads it, so
 * a child that says much is not held up.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int LAST_WORDS = 2_000;

    private final String name;
    private final Process process;
    private final Path log;

    private ChildProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * A JVM to start, the one that runs this code unless told otherwise.
     *
     * @param name for messages, such as {@code DynamoDB Local}
     * @param arguments of the {@code java} command: options, class path, main class, its arguments
     */
    public static Builder java(String name, List<String> arguments) {
        return new Builder(name, arguments);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Completes with the exit status when the child has ended. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Empty while the child runs. */
    public OptionalInt exitStatus() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    public Path log() {
        return log;
    }

    /**
     * Asks until the child is ready.
     *
     * @throws ChildProcessFailed where it ended before, or the time is over
     */
    public void waitReady(BooleanSupplier ready, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ready.getAsBoolean()) {
            if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new ChildProcessFailed(
                        name + " ended with status " + process.exitValue() + " before it was ready" + lastWords());
            }
            if (System.nanoTime() > deadline) {
                throw new ChildProcessFailed(name + " was not ready after " + atMost.toSeconds() + " s" + lastWords());
            }
        }
    }

    /** Asks the child to end (TERM), and after five seconds makes it (KILL). Returns when it has ended. */
    @Override
    public void close() {
        destroy(GRACE);
    }

    /** Asks the child to end (TERM), and after the given time makes it (KILL). Returns when it has ended. */
    public void destroy(Duration grace) {
        // Not Process.destroy, which also closes the pipe that the leash watches: the child would be halted in the
        // middle of its
        // shutdown hooks, and leave behind what they tidy up.
        process.toHandle().destroy();
        try {
            process.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        } catch (ExecutionException | TimeoutException e) {
            kill();
            process.onExit().join();
        }
    }

    /** Ends the child without asking (KILL); {@link #onExit} says when it has ended. */
    public void kill() {
        process.destroyForcibly();
    }

    private String lastWords() {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - LAST_WORDS));
            byte[] end = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(end);
            String words = new String(end, StandardCharsets.UTF_8).strip();
            return words.isEmpty() ? "; it said nothing in " + log : "; its last words, in " + log + ":\n" + words;
        } catch (IOException e) {
            return "; its log " + log + " cannot be read: " + e.getMessage();
        }
    }

    /** What to start. */
    public static final class Builder {

        private final String name;
        private final List<String> arguments;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private Path javaHome = Path.of(System.getProperty("java.home"));
        private @Nullable Path directory;
        private @Nullable Path log;
        private boolean inherit = true;

        private Builder(String name, List<String> arguments) {
            this.name = name;
            this.arguments = List.copyOf(arguments);
        }

        public Builder javaHome(Path home) {
            this.javaHome = home;
            return this;
        }

        public Builder directory(Path working) {
            this.directory = working;
            return this;
        }

        public Builder environment(Map<String, String> variables) {
            this.environment.putAll(variables);
            return this;
        }

        /** The child sees the variables given here and none of ours. */
        public Builder onlyThisEnvironment() {
            this.inherit = false;
            return this;
        }

        /** Where output and errors are appended. Without it a temporary file is used. */
        public Builder log(Path file) {
            this.log = file;
            return this;
        }

        /**
         * Starts it.
         *
         * @throws ChildProcessFailed where the operating system does not
         */
        public ChildProcess start() {
            List<String> command = new ArrayList<>();
            command.add(javaHome.resolve("bin").resolve("java").toString());
            command.add("-javaagent:" + LeashJar.path());
            command.addAll(arguments);
            ProcessBuilder builder = new ProcessBuilder(command);
            if (!inherit) {
                builder.environment().clear();
            }
            builder.environment().putAll(environment);
            if (directory != null) {
                builder.directory(directory.toFile());
            }
            try {
                Path file = log == null ? Files.createTempFile("child-", ".log") : log;
                Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
                builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
                return new ChildProcess(name, builder.start(), file);
            } catch (IOException e) {
                throw new ChildProcessFailed(name + " did not start: " + e.getMessage(), e);
            }
        }
    }

    /** The agent's jar, written once by every process that has children, and deleted when it ends in good order. */
    private static final class LeashJar {

        private static final Path PATH = write();

        static Path path() {
            // A cleaner of temporary directories may have been there since.
            return Files.exists(PATH) ? PATH : writeTo(PATH);
        }

        private static Path write() {
            try {
                Path directory = Files.createTempDirectory("leash-");
                directory.toFile().deleteOnExit();
                Path jar = directory.resolve("leash.jar");
                jar.toFile().deleteOnExit();
                return writeTo(jar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path writeTo(Path jar) {
            return SmallJar.write(jar, Map.of("Premain-Class", Leash.class.getName()), List.of(Leash.class));
        }
    }
}
