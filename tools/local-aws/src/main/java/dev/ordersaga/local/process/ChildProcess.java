package dev.ordersaga.local.process;

import java.io.File;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM that this one started and that ends with it, a {@code kill -9} included. Its output goes to a file; nothing reads it, so
 * a child that says much is not held up.
 */
public final class ChildProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(5);
    /** A child that writes its class archive as it ends takes seconds for it, on a busy machine many. */
    private static final Duration GRACE_WHILE_RECORDING = Duration.ofSeconds(60);

    /** Exit statuses of a JVM that ran its shutdown hooks: of itself, by INT, by TERM. */
    private static final Set<Integer> IN_GOOD_ORDER = Set.of(0, 128 + 2, 128 + 15);

    private static final int LAST_WORDS = 2_000;

    private final String name;
    private final Process process;
    private final Path log;
    private final Optional<ClassArchives.Recording> recording;

    private ChildProcess(String name, Process process, Path log, Optional<ClassArchives.Recording> recording) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.recording = recording;
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

    /**
     * Asks the child to end (TERM), and after five seconds makes it (KILL). Returns when it has ended. One that records its class archive
     * gets a minute.
     */
    @Override
    public void close() {
        destroy(recording.isPresent() ? GRACE_WHILE_RECORDING : GRACE);
        ended();
    }

    /** Ends a child that has nothing to tidy up: without asking, unless it has a class archive to write. Returns when it has ended. */
    public void end() {
        if (recording.isPresent()) {
            close();
        } else {
            kill();
            process.onExit().join();
        }
    }

    /** Whether the child writes its class archive as it ends in good order. */
    public boolean isRecording() {
        return recording.isPresent();
    }

    private void ended() {
        recording.ifPresent(archive -> archive.ended(IN_GOOD_ORDER.contains(process.exitValue())));
    }

    /** Asks the child to end (TERM), and after the given time makes it (KILL). Returns when it has ended. */
    public void destroy(Duration grace) {
        // Not Process.destroy, which also closes the pipe that the agent watches: the child would be halted in the
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
        private @Nullable ClassArchives archives;
        private List<Path> classPath = List.of();
        private List<String> program = List.of();
        private @Nullable Path jar;

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

        /**
         * The program, in place of the same among the {@code java} command's arguments, which are the JVM's options then.
         *
         * @param jars of the class path
         * @param main the main class
         * @param arguments of the program
         */
        public Builder program(List<Path> jars, String main, List<String> arguments) {
            this.classPath = List.copyOf(jars);
            this.program = Stream.concat(Stream.of(main), arguments.stream()).toList();
            return this;
        }

        /** As {@link #program}: a jar whose manifest names its main class and class path, as {@code java -jar} takes it. */
        public Builder jar(Path file, List<String> arguments) {
            this.jar = file;
            this.program = List.copyOf(arguments);
            return this;
        }

        /** Uses the program's class archive, or records it. */
        public Builder archives(@Nullable ClassArchives kept) {
            this.archives = kept;
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
            List<String> run = run();
            Optional<ClassArchives.Recording> recording = Optional.empty();
            if (archives == null || run.isEmpty()) {
                command.add("-javaagent:" + AgentJar.path());
                command.addAll(arguments);
                command.addAll(
                        jar != null
                                ? List.of("-jar", jar.toString())
                                : classPath.isEmpty() ? List.of() : List.of("-cp", joined(classPath)));
                command.addAll(jar != null ? program : run);
            } else {
                ClassArchives.Start start =
                        archives.start(name, javaHome, arguments, jar == null ? classPath : JarManifest.classPath(jar));
                recording = start.recording();
                command.addAll(arguments);
                command.addAll(start.options());
                // The archive knows the class path by its place: the agent stands last, and always at the same.
                command.addAll(List.of(
                        "-cp",
                        joined(jar == null ? classPath : List.of(jar), AgentJar.in(archives.folder())),
                        ParentProcessAgent.class.getName()));
                command.addAll(run);
            }
            ProcessBuilder builder = new ProcessBuilder(command);
            if (!inherit) {
                builder.environment().clear();
            }
            // With glibc's default, eight arenas a core, each thread that once allocated keeps memory of its own.
            builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
            builder.environment().putAll(environment);
            if (directory != null) {
                builder.directory(directory.toFile());
            }
            try {
                Path file = log == null ? Files.createTempFile("child-", ".log") : log;
                Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
                builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()));
                ChildProcess child = new ChildProcess(name, builder.start(), file, recording);
                if (recording.isPresent()) {
                    var unused = child.process.onExit().thenRun(child::ended);
                }
                return child;
            } catch (IOException e) {
                throw new ChildProcessFailed(name + " did not start: " + e.getMessage(), e);
            }
        }

        /** The main class and its arguments; empty where the jar does not say. */
        private List<String> run() {
            return jar == null
                    ? program
                    : JarManifest.mainClass(jar)
                            .map(main -> Stream.concat(Stream.of(main), program.stream())
                                    .toList())
                            .orElse(List.of());
        }
    }

    private static String joined(List<Path> jars, Path... more) {
        return Stream.concat(jars.stream(), Stream.of(more))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The agent's jar, written once by every process that has children, and deleted when it ends in good order. */
    private static final class AgentJar {

        private static final Path PATH = write();

        static Path path() {
            // A cleaner of temporary directories may have been there since.
            return Files.exists(PATH) ? PATH : writeTo(PATH);
        }

        /** At a place that stays, so that an archive can know it. */
        static synchronized Path in(Path folder) {
            Path jar =
                    folder.resolve("parent-process-agent-" + SmallJar.fingerprint(ParentProcessAgent.class) + ".jar");
            return Files.exists(jar) ? jar : writeTo(jar);
        }

        private static Path write() {
            try {
                Path directory = Files.createTempDirectory("parent-process-agent-");
                directory.toFile().deleteOnExit();
                Path jar = directory.resolve("parent-process-agent.jar");
                jar.toFile().deleteOnExit();
                return writeTo(jar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path writeTo(Path jar) {
            return SmallJar.write(
                    jar,
                    Map.of("Premain-Class", ParentProcessAgent.class.getName()),
                    List.of(ParentProcessAgent.class));
        }
    }
}
