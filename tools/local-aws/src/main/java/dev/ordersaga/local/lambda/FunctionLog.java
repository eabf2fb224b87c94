package dev.ordersaga.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A function's log: one file that its processes and we ourselves append to. Lines of invocations at the same time mix, which the
 * request id in START, END and REPORT tells apart.
 */
final class FunctionLog {

    /** How much of the log an answer carries. */
    private static final int TAIL = 4 * 1024;

    private final Path file;

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
        try {
            Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
            // One write in append mode: a line is never torn by what a process writes meanwhile.
            Files.write(
                    file,
                    (line + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
