package dev.ordersaga.local.journal;

import dev.ordersaga.local.journal.Frame.FileHeader;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the journal: the newest snapshot, then the segments after it, in order. It changes nothing. */
final class JournalReader {

    private static final String SNAPSHOT = "snapshot-";
    private static final String SEGMENT = "segment-";
    private static final String WHOLE = ".journal";
    private static final String PART = ".part";

    private final JournalFiles files;

    JournalReader(JournalFiles files) {
        this.files = files;
    }

    /**
     * Where the journal ends.
     *
     * @param snapshot the number of the last segment that is in the snapshot; 0 without one
     * @param segment the number of the last segment; the snapshot's where there is none after it
     * @param nextFrame the number of the first frame to come
     * @param torn what is behind the last frame that can be read
     * @param snapshotBytes of the snapshot
     * @param bytes of all files that count, the snapshot included
     */
    record End(long snapshot, long segment, long nextFrame, Optional<Torn> torn, long snapshotBytes, long bytes) {}

    /** The last file's end, which was not written whole. */
    record Torn(String file, long from, long bytes) {}

    static String segment(long number) {
        return String.format("%s%020d%s", SEGMENT, number, WHOLE);
    }

    static String snapshot(long number) {
        return String.format("%s%020d%s", SNAPSHOT, number, WHOLE);
    }

    static String unfinished(String name) {
        return name.replace(WHOLE, PART);
    }

    /** Whether the file belongs to the journal and counts no more: what a snapshot has, and snapshots that were not finished. */
    static boolean isSuperfluous(String name, long snapshot) {
        boolean ours = name.startsWith(SEGMENT) || name.startsWith(SNAPSHOT);
        if (!ours) {
            return false;
        }
        long number = number(name);
        return name.endsWith(PART) || (name.startsWith(SEGMENT) ? number <= snapshot : number < snapshot);
    }

    private static long number(String name) {
        String digits = name.replaceAll("[^0-9]", "");
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new JournalUnreadable(name + " is no name of a file of the journal", e);
        }
    }

    /**
     * Reads everything.
     *
     * @throws JournalUnreadable where something is missing or damaged that is not the end
     */
    End readAll(Consumer<JournalEntry> entries) throws IOException {
        return read(Long.MAX_VALUE, entries);
    }

    /** Reads the snapshot and the segments up to one of them. */
    End read(long lastSegment, Consumer<JournalEntry> entries) throws IOException {
        List<String> whole =
                files.list().stream().filter(name -> name.endsWith(WHOLE)).toList();
        long snapshot = whole.stream()
                .filter(name -> name.startsWith(SNAPSHOT))
                .mapToLong(JournalReader::number)
                .max()
                .orElse(0);
        List<Long> segments = whole.stream()
                .filter(name -> name.startsWith(SEGMENT))
                .map(JournalReader::number)
                .filter(number -> number > snapshot && number <= lastSegment)
                .sorted(Comparator.naturalOrder())
                .toList();
        long snapshotBytes = 0;
        long next = 1;
        if (snapshot > 0) {
            String name = snapshot(snapshot);
            ByteBuffer file = files.read(name);
            snapshotBytes = file.limit();
            next = snapshot(name, file, snapshot, entries);
        }
        long expected = snapshot + 1;
        long bytes = snapshotBytes;
        Torn torn = null;
        for (long number : segments) {
            String name = segment(number);
            if (number != expected++) {
                throw new JournalUnreadable(
                        path(segment(expected - 1)) + " is missing, and " + name + " after it is there");
            }
            boolean last = number == segments.get(segments.size() - 1) && lastSegment == Long.MAX_VALUE;
            ByteBuffer file = files.read(name);
            FileHeader header = Frame.fileHeader(path(name), file);
            if (header == null || header.snapshot() || header.number() != number) {
                if (last && Frame.find(file, 0, next, next) < 0) {
                    // It was begun, and nothing can have been written to it yet.
                    torn = new Torn(name, 0, file.limit());
                    break;
                }
                throw damaged(name, 0);
            }
            if (header.firstFrame() != next) {
                throw new JournalUnreadable(path(name) + " begins with frame " + header.firstFrame()
                        + ", and the one that comes next is " + next + ": what is between them is missing");
            }
            next = frames(name, file, header, entries);
            if (file.hasRemaining()) {
                int from = file.position();
                if (!last || Frame.find(file, from, header.firstFrame(), next) >= 0) {
                    throw damaged(name, from);
                }
                torn = new Torn(name, from, file.remaining());
            }
            bytes += file.position();
        }
        long segment = segments.isEmpty() ? snapshot : segments.get(segments.size() - 1);
        return new End(snapshot, segment, next, Optional.ofNullable(torn), snapshotBytes, bytes);
    }

    private long frames(String name, ByteBuffer file, FileHeader header, Consumer<JournalEntry> entries) {
        long number = header.firstFrame();
        while (true) {
            @Nullable ByteBuffer frame = Frame.next(file, header.firstFrame(), number);
            if (frame == null) {
                return number;
            }
            number++;
            while (frame.hasRemaining()) {
                entries.accept(entry(name, frame));
            }
        }
    }

    /** A snapshot got its name when it was whole: whatever is not is damage. Gives the frame that comes after what it has. */
    private long snapshot(String name, ByteBuffer file, long number, Consumer<JournalEntry> entries) {
        FileHeader header = Frame.fileHeader(path(name), file);
        if (header == null || !header.snapshot() || header.number() != number) {
            throw damaged(name, 0);
        }
        boolean[] ended = new boolean[1];
        long frame = 1;
        while (true) {
            ByteBuffer read = Frame.next(file, header.firstFrame(), frame);
            if (read == null) {
                break;
            }
            frame++;
            while (read.hasRemaining()) {
                JournalEntry entry = entry(name, read);
                if (entry.kind() == EntryKind.END) {
                    ended[0] = true;
                } else {
                    entries.accept(entry);
                }
            }
        }
        if (!ended[0] || file.hasRemaining()) {
            throw damaged(name, file.position());
        }
        return header.firstFrame();
    }

    private JournalEntry entry(String name, ByteBuffer frame) {
        try {
            return JournalEntry.read(frame);
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            throw new JournalUnreadable(
                    path(name) + " has an entry that this local-aws does not know: " + e.getMessage(), e);
        }
    }

    private JournalUnreadable damaged(String name, long offset) {
        return new JournalUnreadable(path(name) + " is damaged at byte " + offset
                + ", and what was written after it is there: nothing has been changed. Restore the file, or move the folder"
                + " away to begin anew");
    }

    private String path(String name) {
        return files.place() + "/" + name;
    }
}
