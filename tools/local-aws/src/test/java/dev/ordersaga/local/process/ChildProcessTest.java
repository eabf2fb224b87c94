package dev.ordersaga.local.process;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    Path directory;

    /** Starts a child, says its pid, and waits. */
    public static final class Parent {

        private Parent() {}

        public static void main(String[] arguments) throws Exception {
            ChildProcess child = ChildProcess.java(
                            "sleeper", List.of("-cp", System.getProperty("java.class.path"), Sleeper.class.getName()))
                    .log(Path.of(arguments[1]))
                    .start();
            Path whole = Path.of(arguments[0] + ".part");
            Files.writeString(whole, Long.toString(child.pid()));
            Files.move(whole, Path.of(arguments[0]));
            Thread.sleep(600_000);
        }
    }

    /** Waits. */
    public static final class Sleeper {

        private Sleeper() {}

        public static void main(String[] arguments) throws Exception {
            Thread.sleep(600_000);
        }
    }

    /** Waits, and takes its time to tidy up when it is asked to end. */
    public static final class Tidy {

        private Tidy() {}

        public static void main(String[] arguments) throws Exception {
            Path tidied = Path.of(arguments[1]);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                try {
                    // Longer than a halted JVM lives.
                    Thread.sleep(300);
                    Files.createFile(tidied);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }));
            Files.createFile(Path.of(arguments[0]));
            Thread.sleep(600_000);
        }
    }

    @Test
    void aChildThatIsAskedToEndTidiesUpBeforeItDoes() throws Exception {
        Path begun = directory.resolve("begun");
        Path tidied = directory.resolve("tidied");
        try (ChildProcess child = ChildProcess.java(
                        "tidy",
                        List.of(
                                "-cp",
                                System.getProperty("java.class.path"),
                                Tidy.class.getName(),
                                begun.toString(),
                                tidied.toString()))
                .log(directory.resolve("log"))
                .start()) {
            child.waitReady(() -> Files.exists(begun), Duration.ofSeconds(20));

            child.destroy(Duration.ofSeconds(20));

            assertThat(child.isAlive()).isFalse();
            assertThat(tidied).exists();
        }
    }

    @Test
    void aChildDiesWithAParentThatIsKilled() throws Exception {
        Path pid = directory.resolve("pid");
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        pid.toString(),
                        directory.resolve("child.log").toString())
                .inheritIO()
                .start();
        try {
            await().until(() -> Files.exists(pid));
            long child = Long.parseLong(Files.readString(pid));
            assertThat(ProcessHandle.of(child)).isPresent();
            parent.destroyForcibly().waitFor();
            assertThat(await().until(
                                    () -> ProcessHandle.of(child)
                                            .filter(ProcessHandle::isAlive)
                                            .isPresent(),
                                    alive -> !alive))
                    .isFalse();
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aChildThatEndsBeforeItIsReadyIsReportedWithItsLastWords() {
        try (ChildProcess child = ChildProcess.java("no class", List.of("no.such.Main"))
                .log(directory.resolve("log"))
                .start()) {
            assertThatThrownBy(() -> child.waitReady(() -> false, Duration.ofSeconds(20)))
                    .isInstanceOf(ChildProcessFailed.class)
                    .hasMessageContaining("no class ended with status 1")
                    .hasMessageContaining("no.such.Main");
        }
    }

    @Test
    void aJvmThatIsNotThereIsReported() {
        assertThatThrownBy(() -> ChildProcess.java("child", List.of("Main"))
                        .javaHome(directory)
                        .log(directory.resolve("log"))
                        .start())
                .isInstanceOf(ChildProcessFailed.class)
                .hasMessageContaining("child did not start");
    }
}
