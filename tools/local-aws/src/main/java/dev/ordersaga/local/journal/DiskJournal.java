package dev.ordersaga.local.journal;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The journal in a folder. One thread writes: it takes all entries that wait, writes them as one frame, forces it, and lets all go on
 * who waited for it (group commit). Where the disk refuses, entries wait, nothing that depends on them happens, and it is tried again
 * until it works; meanwhile new work is refused.
 */
final class DiskJournal implements LocalJournal, AutoCloseable {

    /** Threads on which callers are answered who waited for the disk; the one that writes waits for nobody. */
    private static final int ANSWERING = 2;

    private final JournalFiles files;
    private final JournalSettings settings;
    private final Consumer<String> log;
    private final JournalWriter writer;
    private final Map<EntryKind, Map<String, List<byte[]>>> recovered;
    private final Thread committing;
    private final ExecutorService answering;
    private volatile long snapshotBytes;
    private long sealedAtSnapshot;
    private long segmentAtSnapshot;
    private @Nullable Thread snapshotting;

    // Guarded by this:
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Deque<Barrier> barriers = new ArrayDeque<>();
    private long added;
    private long safe;
    private boolean refusing;
    private boolean closed;

    private record Waiting(byte[] bytes, @Nullable Runnable whenSafe) {}

    private record Barrier(long upTo, CompletableFuture<Boolean> reached) {}

    private DiskJournal(
            JournalFiles files,
            JournalSettings settings,
            Consumer<String> log,
            JournalReader.End end,
            Map<EntryKind, Map<String, List<byte[]>>> recovered) {
        this.files = files;
        this.settings = settings;
        this.log = log;
        this.recovered = recovered;
        this.writer = new JournalWriter(files, settings.segmentBytes(), end.segment(), end.nextFrame());
        this.segmentAtSnapshot = end.snapshot();
        this.snapshotBytes = end.snapshotBytes();
        // What is there already counts as written since the snapshot.
        this.sealedAtSnapshot = end.snapshotBytes() - end.bytes();
        this.answering = Executors.newFixedThreadPool(ANSWERING, work -> {
            Thread thread = new Thread(work, "journal-answers");
            thread.setDaemon(true);
            return thread;
        });
        this.committing = new Thread(this::commitAll, "journal");
        committing.setDaemon(true);
    }

    /**
     * Reads what is there, and is ready to write after it.
     *
     * @param log for people: what was cut off, a disk that refuses
     * @throws JournalUnreadable where what is there cannot be used
     */
    static DiskJournal open(JournalFiles files, JournalSettings settings, Consumer<String> log) {
        try {
            Map<EntryKind, Map<String, List<byte[]>>> recovered = new EnumMap<>(EntryKind.class);
            JournalReader.End end = new JournalReader(files).readAll(entry -> keep(recovered, entry));
            new Snapshots(files).deleteSuperfluous(end.snapshot());
            JournalReader.End whole = cutOff(files, end, log);
            DiskJournal journal = new DiskJournal(files, settings, log, whole, recovered);
            journal.committing.start();
            return journal;
        } catch (IOException e) {
            throw new JournalUnreadable("the journal in " + files.place() + " cannot be read: " + e, e);
        }
    }

    private static void keep(Map<EntryKind, Map<String, List<byte[]>>> recovered, JournalEntry entry) {
        Map<String, List<byte[]>> ofKind = recovered.computeIfAbsent(entry.kind(), kind -> new LinkedHashMap<>());
        switch (entry.change()) {
            case SET -> {
                List<byte[]> values = new ArrayList<>(2);
                values.add(entry.value());
                ofKind.put(entry.key(), values);
            }
            case ADD ->
                ofKind.computeIfAbsent(entry.key(), key -> new ArrayList<>(2)).add(entry.value());
            case REMOVE -> ofKind.remove(entry.key());
            default -> throw new IllegalStateException(entry.change().toString());
        }
    }

    /** Leaves whole frames behind, on the disk. */
    private static JournalReader.End cutOff(JournalFiles files, JournalReader.End end, Consumer<String> log)
            throws IOException {
        if (end.torn().isPresent()) {
            JournalReader.Torn torn = end.torn().get();
            if (torn.from() == 0) {
                files.delete(torn.file());
                files.forceNames();
            } else {
                files.truncate(torn.file(), torn.from());
            }
            if (torn.bytes() > 0) {
                log.accept("the end of the journal was torn: " + torn.bytes() + " bytes from byte " + torn.from()
                        + " of " + files.place() + "/" + torn.file()
                        + " were cut off; what was written whole before them is kept");
            }
            if (torn.from() == 0) {
                return new JournalReader.End(
                        end.snapshot(),
                        end.segment() - 1,
                        end.nextFrame(),
                        end.torn(),
                        end.snapshotBytes(),
                        end.bytes());
            }
        } else if (end.segment() > end.snapshot()) {
            // The process may have died between a write and its fsync.
            String name = JournalReader.segment(end.segment());
            files.truncate(name, files.read(name).limit());
        }
        return end;
    }

    @Override
    public void set(EntryKind kind, String key, byte[] value) {
        put(new JournalEntry(JournalEntry.Change.SET, kind, key, value), null);
    }

    @Override
    public void add(EntryKind kind, String key, byte[] value, Runnable whenSafe) {
        put(new JournalEntry(JournalEntry.Change.ADD, kind, key, value), whenSafe);
    }

    @Override
    public void remove(EntryKind kind, String key) {
        put(new JournalEntry(JournalEntry.Change.REMOVE, kind, key, new byte[0]), null);
    }

    private void put(JournalEntry entry, @Nullable Runnable whenSafe) {
        byte[] bytes = entry.bytes();
        synchronized (this) {
            waiting.add(new Waiting(bytes, whenSafe));
            added++;
            notifyAll();
        }
    }

    @Override
    public synchronized CompletionStage<Boolean> written() {
        if (safe == added) {
            return CompletableFuture.completedFuture(true);
        }
        if (refusing || closed) {
            return CompletableFuture.failedFuture(WrittenFirst.refused());
        }
        Barrier barrier = new Barrier(added, new CompletableFuture<>());
        barriers.add(barrier);
        return barrier.reached();
    }

    @Override
    public synchronized boolean isRefusing() {
        return refusing;
    }

    @Override
    public boolean isDurable() {
        return true;
    }

    @Override
    public Map<String, List<byte[]>> recovered(EntryKind kind) {
        Map<String, List<byte[]>> found = recovered.remove(kind);
        return found == null ? Map.of() : found;
    }

    private void commitAll() {
        List<Waiting> batch = next();
        while (batch != null) {
            List<byte[]> bytes = batch.stream().map(Waiting::bytes).toList();
            if (!commit(bytes)) {
                return;
            }
            List<Barrier> reached = new ArrayList<>();
            synchronized (this) {
                safe += batch.size();
                while (!barriers.isEmpty() && barriers.peek().upTo() <= safe) {
                    reached.add(barriers.remove());
                }
            }
            for (Waiting each : batch) {
                goOn(each.whenSafe());
            }
            reached.forEach(barrier -> answering.execute(() -> barrier.reached().complete(true)));
            snapshotWhereDue();
            batch = next();
        }
    }

    private void goOn(@Nullable Runnable whenSafe) {
        if (whenSafe == null) {
            return;
        }
        try {
            whenSafe.run();
        } catch (RuntimeException e) {
            // One that fails must not keep the others waiting.
            log.accept("what follows from a line of the journal failed: " + e);
        }
    }

    /** All that waits, as far as it goes into one frame; null once there is nothing and nothing will come. */
    private synchronized @Nullable List<Waiting> next() {
        try {
            while (waiting.isEmpty()) {
                if (closed) {
                    return null;
                }
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        List<Waiting> batch = new ArrayList<>(waiting.size());
        int size = 0;
        while (!waiting.isEmpty()
                && (batch.isEmpty() || size + waiting.peek().bytes().length <= settings.frameBytes())) {
            Waiting each = waiting.remove();
            size += each.bytes().length;
            batch.add(each);
        }
        return batch;
    }

    /** Writes until it works; false where the end comes first. */
    private boolean commit(List<byte[]> bytes) {
        while (true) {
            try {
                writer.write(bytes);
                synchronized (this) {
                    if (refusing) {
                        refusing = false;
                        log.accept("the journal in " + files.place() + " can be written again; new work is taken");
                    }
                }
                return true;
            } catch (IOException e) {
                if (!refuse(e)) {
                    return false;
                }
            }
        }
    }

    private boolean refuse(IOException why) {
        List<Barrier> disappointed;
        synchronized (this) {
            if (!refusing) {
                refusing = true;
                log.accept("the journal in " + files.place() + " cannot be written: " + why
                        + ". New work is refused, nothing is forgotten; it is tried again every "
                        + settings.retryPause().toMillis() + " ms");
            }
            disappointed = List.copyOf(barriers);
            barriers.clear();
        }
        disappointed.forEach(
                barrier -> answering.execute(() -> barrier.reached().completeExceptionally(WrittenFirst.refused())));
        return pause();
    }

    /** Lets a disk that refuses be for a while; false where the end comes meanwhile. Entries that come in change nothing for it. */
    private synchronized boolean pause() {
        long until = System.nanoTime() + settings.retryPause().toNanos();
        try {
            for (long left = until - System.nanoTime(); left > 0 && !closed; left = until - System.nanoTime()) {
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return !closed;
    }

    private void snapshotWhereDue() {
        long last = writer.lastSealed();
        long since = writer.sealedBytes() - sealedAtSnapshot;
        boolean due = since > Math.max(settings.snapshotBytes(), snapshotBytes)
                || last - segmentAtSnapshot > settings.segments();
        if (!due || last <= segmentAtSnapshot || (snapshotting != null && snapshotting.isAlive())) {
            return;
        }
        sealedAtSnapshot = writer.sealedBytes();
        segmentAtSnapshot = last;
        Thread making = new Thread(() -> snapshot(last), "journal-snapshot");
        making.setDaemon(true);
        snapshotting = making;
        making.start();
    }

    private void snapshot(long last) {
        try {
            snapshotBytes = new Snapshots(files).make(last);
        } catch (IOException | RuntimeException e) {
            log.accept(
                    "no snapshot of the journal in " + files.place() + " could be made, so it goes on growing: " + e);
        }
    }

    /** Writes what waits, if the disk takes it, and ends. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            committing.join();
            Thread making = snapshotting;
            if (making != null) {
                making.join();
            }
            writer.close();
            answering.shutdown();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.accept("the journal in " + files.place() + " could not be closed: " + e);
        }
    }
}
