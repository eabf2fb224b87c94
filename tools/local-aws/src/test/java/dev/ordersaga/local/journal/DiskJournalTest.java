package dev.ordersaga.local.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.ordersaga.local.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskJournalTest {

    /** Small, so that a few entries fill a segment and a few segments make a snapshot. */
    private static final JournalSettings SMALL = new JournalSettings(300, 600, 1_000, 1 << 20, Duration.ofMillis(1));

    private static final JournalSettings ONE_SEGMENT =
            new JournalSettings(1 << 20, 1 << 20, 1_000, 1 << 20, Duration.ofMillis(1));

    private final List<String> log = new CopyOnWriteArrayList<>();

    private DiskJournal open(FilesInMemory files, JournalSettings settings) {
        return DiskJournal.open(files, settings, log::add);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void written(DiskJournal journal) {
        journal.written().toCompletableFuture().join();
    }

    /** What the journal has of executions, as text. */
    private static Map<String, List<String>> read(DiskJournal journal) {
        Map<String, List<String>> read = new TreeMap<>();
        journal.recovered(EntryKind.EXECUTION)
                .forEach((key, values) -> read.put(
                        key,
                        values.stream()
                                .map(value -> new String(value, StandardCharsets.UTF_8))
                                .toList()));
        return read;
    }

    private Map<String, List<String>> readAgain(FilesInMemory files) {
        DiskJournal journal = open(files, SMALL);
        Map<String, List<String>> read = read(journal);
        journal.close();
        return read;
    }

    @Test
    void whatWasWrittenIsReadAgainInItsOrder() {
        FilesInMemory files = new FilesInMemory();
        DiskJournal journal = open(files, ONE_SEGMENT);
        journal.set(EntryKind.EXECUTION, "1", bytes("begun"));
        journal.add(EntryKind.EXECUTION, "1", bytes("moved"), () -> {});
        journal.set(EntryKind.EXECUTION, "2", bytes("other"));
        journal.set(EntryKind.EXECUTION, "3", bytes("first"));
        journal.set(EntryKind.EXECUTION, "3", bytes("second"));
        journal.remove(EntryKind.EXECUTION, "2");
        journal.close();

        assertThat(readAgain(files)).isEqualTo(Map.of("1", List.of("begun", "moved"), "3", List.of("second")));
        assertThat(log).isEmpty();
    }

    @Test
    void whatFollowsFromAnEntryHappensWhenItIsOnTheDiskAndInOrder() {
        FilesInMemory files = new FilesInMemory();
        CountDownLatch disk = new CountDownLatch(1);
        files.holdForces(disk);
        DiskJournal journal = open(files, ONE_SEGMENT);
        List<Integer> happened = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            journal.add(EntryKind.EXECUTION, "1", bytes("move " + i), () -> happened.add(number));
        }
        var written = journal.written().toCompletableFuture();

        assertThat(happened).isEmpty();
        assertThat(written).isNotDone();
        disk.countDown();
        written.join();
        assertThat(happened).hasSize(100).isSorted();
        journal.close();
    }

    @Test
    void whoeverWaitsMeanwhileIsServedByOneFsync() throws InterruptedException {
        FilesInMemory files = new FilesInMemory();
        CountDownLatch disk = new CountDownLatch(1);
        files.holdForces(disk);
        DiskJournal journal = open(files, ONE_SEGMENT);
        CountDownLatch safe = new CountDownLatch(1_000);
        for (int i = 0; i < 1_000; i++) {
            journal.add(EntryKind.EXECUTION, Integer.toString(i), bytes("x"), safe::countDown);
        }
        disk.countDown();

        assertThat(safe.await(10, TimeUnit.SECONDS)).isTrue();
        // The header's, the first frame's, and one for all the others.
        assertThat(files.forces()).isLessThanOrEqualTo(3);
        journal.close();
    }

    /** Five frames of one entry each. */
    private FilesInMemory fiveFrames() {
        FilesInMemory files = new FilesInMemory();
        DiskJournal journal = open(files, ONE_SEGMENT);
        for (int i = 0; i < 5; i++) {
            journal.add(EntryKind.EXECUTION, "1", bytes("move " + i), () -> {});
            written(journal);
        }
        journal.close();
        return files;
    }

    @Test
    void aTailTornAtAnyByteIsCutOffAndToldAndTheRestIsKept() {
        FilesInMemory files = fiveFrames();
        String name = JournalReader.segment(1);
        byte[] whole = files.bytes(name);
        int frame = (whole.length - Frame.FILE_HEADER) / 5;
        for (int length = 0; length < whole.length; length++) {
            log.clear();
            FilesInMemory torn = files.copy();
            torn.replace(name, java.util.Arrays.copyOf(whole, length));
            int frames = Math.max(0, (length - Frame.FILE_HEADER) / frame);
            int good = length < Frame.FILE_HEADER ? 0 : Frame.FILE_HEADER + frames * frame;

            DiskJournal journal = open(torn, ONE_SEGMENT);
            assertThat(read(journal).getOrDefault("1", List.of())).hasSize(frames);
            if (length == good) {
                assertThat(log).isEmpty();
            } else {
                assertThat(log)
                        .singleElement()
                        .asString()
                        .contains((length - good) + " bytes from byte " + good + " of /data/journal/" + name);
            }
            journal.add(EntryKind.EXECUTION, "1", bytes("after"), () -> {});
            written(journal);
            journal.close();
            assertThat(readAgain(torn).get("1")).hasSize(frames + 1).endsWith("after");
        }
    }

    @Test
    void aBitThatFlippedIsRefusedWithItsPlaceUnlessItLiesInTheLastFrame() {
        FilesInMemory files = fiveFrames();
        String name = JournalReader.segment(1);
        byte[] whole = files.bytes(name);
        int frame = (whole.length - Frame.FILE_HEADER) / 5;
        int lastFrame = whole.length - frame;
        for (int bit = 0; bit < whole.length * 8; bit++) {
            FilesInMemory flipped = files.copy();
            byte[] damaged = whole.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            flipped.replace(name, damaged);
            if (bit / 8 < lastFrame) {
                int from = bit / 8 < Frame.FILE_HEADER
                        ? 0
                        : Frame.FILE_HEADER + (bit / 8 - Frame.FILE_HEADER) / frame * frame;
                // Eight to twelve is the format's number.
                String told = bit / 8 >= 8 && bit / 8 < 12 ? "format" : "damaged at byte " + from;
                assertThatExceptionOfType(JournalUnreadable.class)
                        .as("bit %s", bit)
                        .isThrownBy(() -> open(flipped, ONE_SEGMENT))
                        .withMessageContaining(name)
                        .withMessageContaining(told);
                assertThat(flipped.bytes(name)).isEqualTo(damaged);
            } else {
                assertThat(readAgain(flipped).get("1")).hasSize(4);
            }
        }
    }

    @Test
    void garbageBehindTheLastFrameIsCutOff() {
        FilesInMemory files = fiveFrames();
        String name = JournalReader.segment(1);
        byte[] whole = files.bytes(name);
        byte[] more = java.util.Arrays.copyOf(whole, whole.length + 1_000);
        new Random(1).nextBytes(more);
        System.arraycopy(whole, 0, more, 0, whole.length);
        files.replace(name, more);

        assertThat(readAgain(files).get("1")).hasSize(5);
        assertThat(log).singleElement().asString().contains("1000 bytes from byte " + whole.length);
    }

    @Test
    void aSegmentThatIsMissingIsNamed() throws Exception {
        FilesInMemory files = manySegments(new JournalSettings(100, 1 << 20, 1_000, 1 << 20, Duration.ofMillis(1)));
        files.delete(JournalReader.segment(2));

        assertThatExceptionOfType(JournalUnreadable.class)
                .isThrownBy(() -> open(files, SMALL))
                .withMessageContaining(JournalReader.segment(2))
                .withMessageContaining("missing");
    }

    @Test
    void aSegmentInTheMiddleThatEndsEarlyIsRefused() {
        FilesInMemory files = manySegments(new JournalSettings(100, 1 << 20, 1_000, 1 << 20, Duration.ofMillis(1)));
        String name = JournalReader.segment(2);
        byte[] whole = files.bytes(name);
        for (int length = 0; length < whole.length; length++) {
            files.replace(name, java.util.Arrays.copyOf(whole, length));
            assertThatExceptionOfType(JournalUnreadable.class)
                    .as("cut to %s bytes", length)
                    .isThrownBy(() -> open(files, SMALL));
        }
    }

    private FilesInMemory manySegments(JournalSettings settings) {
        FilesInMemory files = new FilesInMemory();
        DiskJournal journal = open(files, settings);
        for (int i = 0; i < 50; i++) {
            journal.add(EntryKind.EXECUTION, Integer.toString(i % 3), bytes("move " + i), () -> {});
            written(journal);
        }
        journal.close();
        return files;
    }

    @Test
    void aSnapshotHasWhatCountsAndTheFilesStayBounded() {
        FilesInMemory files = new FilesInMemory();
        for (int restart = 0; restart < 5; restart++) {
            DiskJournal journal = open(files, SMALL);
            for (int i = 0; i < 400; i++) {
                journal.set(EntryKind.EXECUTION, "kept", bytes("begun " + restart));
                journal.add(EntryKind.EXECUTION, "kept", bytes("moved " + i), () -> {});
                journal.set(EntryKind.EXECUTION, "gone " + i, bytes("y".repeat(40)));
                journal.remove(EntryKind.EXECUTION, "gone " + i);
                written(journal);
            }
            // A snapshot is made beside what is written, and on a busy machine later.
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                journal.set(EntryKind.EXECUTION, "gone", bytes("y".repeat(40)));
                journal.remove(EntryKind.EXECUTION, "gone");
                written(journal);
                return size(files) < 15_000;
            });
            journal.close();
        }

        assertThat(size(files)).isLessThan(20_000);
        assertThat(files.list()).anyMatch(name -> name.startsWith("snapshot-"));
        assertThat(readAgain(files)).isEqualTo(Map.of("kept", List.of("begun 4", "moved 399")));
        assertThat(log).isEmpty();
    }

    private static int size(FilesInMemory files) {
        synchronized (files) {
            return files.list().stream()
                    .mapToInt(name -> files.bytes(name).length)
                    .sum();
        }
    }

    @Test
    void aDamagedSnapshotIsRefused() {
        FilesInMemory files = manySegments(SMALL);
        String name = files.list().stream()
                .filter(file -> file.startsWith("snapshot-"))
                .findFirst()
                .orElseThrow();
        byte[] whole = files.bytes(name);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            files.replace(name, damaged);
            assertThatExceptionOfType(JournalUnreadable.class).isThrownBy(() -> open(files, SMALL));
            files.replace(name, java.util.Arrays.copyOf(whole, at));
            assertThatExceptionOfType(JournalUnreadable.class).isThrownBy(() -> open(files, SMALL));
        }
    }

    /** Each entry is waited for; what had been waited for must be found, in order, and nothing else but the one under way. */
    @Test
    void aCrashBetweenAnyTwoStepsLosesNothingThatWasWaitedFor() {
        boolean crashed = true;
        int crashAt = 0;
        while (crashed) {
            crashAt++;
            crashed = false;
            for (long seed = 0; seed < 3; seed++) {
                FilesInMemory files = new FilesInMemory().crashAt(crashAt);
                List<String> told = new ArrayList<>();
                int tried = 0;
                DiskJournal journal = open(files, SMALL);
                try {
                    for (int i = 0; i < 60; i++) {
                        tried = i + 1;
                        journal.set(EntryKind.EXECUTION, "passing", bytes("p".repeat(20)));
                        journal.add(EntryKind.EXECUTION, "1", bytes("move " + i), () -> {});
                        written(journal);
                        told.add("move " + i);
                    }
                } catch (CompletionException e) {
                    assertThat(files.hasCrashed()).isTrue();
                }
                journal.close();
                crashed |= files.hasCrashed();

                FilesInMemory found = files.afterCrash(new Random(crashAt * 31L + seed));
                List<String> read = readAgain(found).getOrDefault("1", List.of());
                assertThat(read)
                        .as("crash at step %s, seed %s", crashAt, seed)
                        .startsWith(told.toArray(String[]::new))
                        .hasSizeBetween(told.size(), tried);
                // And it can be gone on with.
                DiskJournal again = open(found, SMALL);
                again.add(EntryKind.EXECUTION, "1", bytes("after"), () -> {});
                written(again);
                again.close();
                assertThat(readAgain(found).get("1")).hasSize(read.size() + 1).endsWith("after");
            }
        }
        assertThat(crashAt).isGreaterThan(150);
    }

    @Test
    void aFullDiskIsSaidRefusesNewWorkAndForgetsNothing() throws InterruptedException {
        FilesInMemory files = new FilesInMemory();
        DiskJournal journal = open(files, ONE_SEGMENT);
        journal.add(EntryKind.EXECUTION, "1", bytes("before"), () -> {});
        written(journal);
        files.room(120);
        CountDownLatch happened = new CountDownLatch(1);
        journal.add(EntryKind.EXECUTION, "1", bytes("meanwhile".repeat(10)), happened::countDown);

        assertRefused(() -> journal.written().toCompletableFuture().join());
        assertThat(journal.isRefusing()).isTrue();
        assertRefused(() -> journal.written().toCompletableFuture().join());
        assertThat(log).singleElement().asString().contains("No space left on device", "New work is refused");
        assertThat(happened.getCount()).isEqualTo(1);

        files.room(Long.MAX_VALUE);
        assertThat(happened.await(10, TimeUnit.SECONDS)).isTrue();
        written(journal);
        assertThat(journal.isRefusing()).isFalse();
        assertThat(log).last().asString().contains("can be written again");
        journal.close();
        assertThat(readAgain(files).get("1")).containsExactly("before", "meanwhile".repeat(10));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(call)
                .havingCause()
                .isInstanceOfSatisfying(
                        AwsError.class, refused -> assertThat(refused.code()).isEqualTo("ServiceUnavailable"));
    }

    @Test
    void anFsyncThatFailsIsTriedAgainElsewhere() throws InterruptedException {
        for (int failures = 1; failures < 4; failures++) {
            FilesInMemory files = new FilesInMemory();
            DiskJournal journal = open(files, ONE_SEGMENT);
            journal.add(EntryKind.EXECUTION, "1", bytes("before"), () -> {});
            written(journal);
            files.failNextForces(failures);
            CountDownLatch happened = new CountDownLatch(1);
            journal.add(EntryKind.EXECUTION, "1", bytes("after"), happened::countDown);

            assertThat(happened.await(10, TimeUnit.SECONDS)).isTrue();
            journal.close();
            assertThat(readAgain(files).get("1")).containsExactly("before", "after");
        }
    }

    @Test
    void aFormatOfAnotherTimeIsNamed() {
        FilesInMemory files = fiveFrames();
        byte[] whole = files.bytes(JournalReader.segment(1));
        whole[11] = 9;
        files.replace(JournalReader.segment(1), whole);

        assertThatExceptionOfType(JournalUnreadable.class)
                .isThrownBy(() -> open(files, SMALL))
                .withMessageContaining("is in format 9");
    }

    @Test
    void aFolderIsOneProcesssAlone(@TempDir Path folder) throws Exception {
        DataDirectory first = DataDirectory.open(folder.resolve("data"), log::add);
        first.journal().set(EntryKind.STACK, "", bytes("{}"));
        first.journal().written().toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThatExceptionOfType(JournalUnreadable.class)
                .isThrownBy(() -> DataDirectory.open(folder.resolve("data"), log::add))
                .withMessageContaining("in use by another local-aws, process "
                        + ProcessHandle.current().pid());
        first.close();

        try (DataDirectory second = DataDirectory.open(folder.resolve("data"), log::add)) {
            assertThat(second.journal().recovered(EntryKind.STACK)).containsOnlyKeys("");
        }
        assertThat(folder.resolve("data/journal")).isDirectoryContaining("glob:**segment-*1.journal");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(JournalUnreadable.class)
                .isThrownBy(() -> DataDirectory.open(file, log::add))
                .withMessageContaining(file.toString());
    }
}
