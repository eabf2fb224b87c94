package dev.ordersaga.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchivesTest {

    @TempDir
    Path directory;

    private ClassArchives archives;
    private Path jar;

    /** Says that it runs by a file, then waits to be ended. */
    public static final class Waiting {

        private Waiting() {}

        public static void main(String[] arguments) throws Exception {
            Files.writeString(Path.of(arguments[0]), "running");
            Thread.sleep(60_000);
        }
    }

    @BeforeEach
    void open() {
        archives = new ClassArchives(directory.resolve("archives"));
        jar = SmallJar.write(directory.resolve("waiting.jar"), Map.of(), List.of(Waiting.class));
    }

    @Test
    void theFirstRunRecordsWhatTheNextUses() throws Exception {
        run(true);
        assertThat(archived()).hasSize(1);

        run(false);
        assertThat(archived()).hasSize(1);
    }

    @Test
    void aProgramThatHasChangedIsRecordedAnewAndItsOldArchiveIsGone() throws Exception {
        run(true);
        Path before = archived().get(0);
        jar = SmallJar.write(
                directory.resolve("waiting.jar"),
                Map.of("Changed", "yes"),
                List.of(Waiting.class, ParentProcessAgent.class));
        run(true);

        assertThat(archived()).hasSize(1).doesNotContain(before);
    }

    @Test
    void theArchivesOfOtherProgramsStay() throws Exception {
        Files.createDirectories(archives.folder());
        Path another =
                Files.writeString(archives.folder().resolve("waiting-long-17-0123456789abcdef.jsa"), "another's");
        run(true);

        assertThat(archived()).hasSize(2).contains(another);
    }

    @Test
    void anArchiveThatTheJvmCannotReadIsLeftAsideWithoutAWord() throws Exception {
        run(true);
        Path archive = archived().get(0);
        // It is written read-only.
        Files.delete(archive);
        Files.writeString(archive, "no archive");

        run(false);
    }

    @Test
    void whatAKilledProcessLeftUnfinishedIsDeletedAndWhatOthersWriteStays() throws Exception {
        Files.createDirectories(archives.folder());
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path abandoned = archives.folder().resolve("function-25-0123456789abcdef.aot." + ended.pid() + ".part");
        Files.writeString(abandoned, "half");
        Files.writeString(abandoned.resolveSibling(abandoned.getFileName() + ".config"), "half");
        Path another = archives.folder()
                .resolve("function-25-0123456789abcdef.jsa."
                        + ProcessHandle.current().parent().orElseThrow().pid() + ".part");
        Files.writeString(another, "half");

        run(true);

        try (Stream<Path> files = Files.list(archives.folder())) {
            assertThat(files)
                    .filteredOn(file -> file.toString().contains(".part"))
                    .containsExactly(another);
        }
    }

    @Test
    void aChildThatIsKilledLeavesNoArchive() throws Exception {
        Path said = directory.resolve("said");
        ChildProcess child = start(said);
        child.waitReady(() -> Files.exists(said), Duration.ofSeconds(60));
        child.kill();
        var unused = child.onExit().join();
        child.close();

        assertThat(archived()).isEmpty();
    }

    private void run(boolean recording) throws Exception {
        Path said = directory.resolve("said");
        Files.deleteIfExists(said);
        try (ChildProcess child = start(said)) {
            assertThat(child.isRecording()).isEqualTo(recording);
            child.waitReady(() -> Files.exists(said), Duration.ofSeconds(60));
        }
        assertThat(directory.resolve("log")).isEmptyFile();
    }

    private ChildProcess start(Path said) {
        return ChildProcess.java("waiting", List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"))
                .program(List.of(jar), Waiting.class.getName(), List.of(said.toString()))
                .archives(archives)
                .log(directory.resolve("log"))
                .start();
    }

    private List<Path> archived() throws IOException {
        try (Stream<Path> files = Files.list(archives.folder())) {
            return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)"))
                    .toList();
        }
    }
}
