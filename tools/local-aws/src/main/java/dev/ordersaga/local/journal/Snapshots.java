package dev.ordersaga.local.journal;

import dev.ordersaga.local.journal.Frame.FileHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a snapshot of segments that are not written to any more: what still counts of them, in the order in which it was written. Then
 * they are deleted.
 */
final class Snapshots {

    private static final int FRAME_BYTES = 1 << 20;

    private final JournalFiles files;

    Snapshots(JournalFiles files) {
        this.files = files;
    }

    private record Key(EntryKind kind, String name) {}

    /**
     * Makes a snapshot and deletes what it has.
     *
     * @param last the last segment that it is to have
     * @return its bytes
     */
    long make(long last) throws IOException {
        JournalReader reader = new JournalReader(files);
        // From which entry on a key's entries count; a key that was removed has none.
        Map<Key, Long> from = new HashMap<>();
        long[] counted = new long[1];
        JournalReader.End end = reader.read(last, entry -> {
            Key key = new Key(entry.kind(), entry.key());
            long number = counted[0]++;
            switch (entry.change()) {
                case SET -> from.put(key, number);
                case ADD -> from.putIfAbsent(key, number);
                case REMOVE -> from.remove(key);
                default -> throw new IllegalStateException(entry.change().toString());
            }
        });
        String name = JournalReader.snapshot(last);
        String unfinished = JournalReader.unfinished(name);
        long bytes;
        try (JournalFiles.Sink sink = files.create(unfinished)) {
            Copy copy = new Copy(sink, end.nextFrame());
            ByteBuffer header = new FileHeader(true, last, end.nextFrame()).bytes();
            copy.bytes += header.remaining();
            sink.write(header);
            long[] copied = new long[1];
            IOException[] failure = new IOException[1];
            JournalReader.End again = reader.read(last, entry -> {
                Long first = from.get(new Key(entry.kind(), entry.key()));
                if (first != null && copied[0] >= first && failure[0] == null) {
                    try {
                        copy.add(entry);
                    } catch (IOException e) {
                        failure[0] = e;
                    }
                }
                copied[0]++;
            });
            if (failure[0] != null) {
                throw failure[0];
            }
            if (!again.equals(end)) {
                throw new IOException("the segments have changed while they were read");
            }
            copy.add(new JournalEntry(JournalEntry.Change.SET, EntryKind.END, "", new byte[0]));
            copy.flush();
            sink.force();
            bytes = copy.bytes;
        }
        files.rename(unfinished, name);
        files.forceNames();
        deleteSuperfluous(last);
        return bytes;
    }

    void deleteSuperfluous(long snapshot) throws IOException {
        for (String name : files.list()) {
            if (JournalReader.isSuperfluous(name, snapshot)) {
                files.delete(name);
            }
        }
    }

    /** Entries on their way into the snapshot. */
    private static final class Copy {

        private final JournalFiles.Sink sink;
        private final long firstFrame;
        private final List<byte[]> waiting = new ArrayList<>();
        private long number = 1;
        private int size;
        private long bytes;

        Copy(JournalFiles.Sink sink, long firstFrame) {
            this.sink = sink;
            this.firstFrame = firstFrame;
        }

        void add(JournalEntry entry) throws IOException {
            byte[] written = entry.bytes();
            waiting.add(written);
            size += written.length;
            if (size >= FRAME_BYTES) {
                flush();
            }
        }

        void flush() throws IOException {
            if (waiting.isEmpty()) {
                return;
            }
            ByteBuffer frame = Frame.of(firstFrame, number++, waiting);
            bytes += frame.remaining();
            sink.write(frame);
            waiting.clear();
            size = 0;
        }
    }
}
