package dev.ordersaga.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A function's log: one file that its processes and we ourselves append to. Lines of invocations at the same time mix, which the
 * request id in START, END and REPORT tells apart.
 */
final class FunctionLog {

    /** How much of the log an answer carries. */
    private static final int TAIL = 4 * 1024;

    private static final int MAX_MARKS = 100_000;

    private final Path file;
    private final Deque<Mark> marks = new ArrayDeque<>();

    /** By {@code millis}, the file had come to {@code end}, most lately by {@code stream}. */
    record Mark(long end, String stream, long millis) {}

    FunctionLog(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** The place where the next line will stand. */
    long end() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void append(String line) {
        var unused = write(line);
    }

    /** Adds a line; returns where it ends. */
    private long write(String line) {
        try {
            try (FileChannel channel = opened()) {
                // One write in append mode: a line is never torn by what a process writes meanwhile.
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                return channel.position();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileChannel opened() throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (NoSuchFileException noFolder) {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /**
     * Adds a line of an invocation, and remembers when and in which stream all that stands before it was written.
     *
     * @param millis now, since the epoch
     */
    void append(String line, String stream, long millis) {
        long end = write(line);
        synchronized (marks) {
            if (marks.size() == MAX_MARKS) {
                // Nobody reads the group: of what is that old, the times are told less exactly.
                marks.removeFirst();
            }
            marks.addLast(new Mark(end, stream, millis));
        }
    }

    /** The marks up to here, removed: the reader of the lines takes them along. */
    List<Mark> takeMarks(long upTo) {
        List<Mark> taken = new ArrayList<>();
        synchronized (marks) {
            while (!marks.isEmpty() && marks.getFirst().end() <= upTo) {
                taken.add(marks.removeFirst());
            }
        }
        return taken;
    }

    /** The last 4 KB of what was written since. */
    byte[] tail(long since) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long from = Math.max(since, channel.size() - TAIL);
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                // Until it is full, or the file was cut meanwhile.
            }
            return java.util.Arrays.copyOf(bytes.array(), bytes.position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
