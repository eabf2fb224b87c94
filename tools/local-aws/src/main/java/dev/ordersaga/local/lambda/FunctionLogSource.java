package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.lambda.FunctionLog.Mark;
import dev.ordersaga.local.logs.LogGroups;
import dev.ordersaga.local.logs.LogSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The lines of a function's file as events of its log group. A line has the time of the START or END that comes next: the file says no
 * other. What several processes write at once is in the stream of the one that says START or END next.
 */
final class FunctionLogSource implements LogSource {

    private static final int CHUNK = 256 * 1024;

    private final FunctionLog log;
    private final LogGroups groups;
    private final Caller owner;
    private final String group;
    private final Clock clock;

    // Guarded by this:
    private long offset;
    private String stream = "local";
    private byte[] chunk = {};
    private final Deque<Mark> marks = new ArrayDeque<>();

    /** Begins with what is written from now on. */
    FunctionLogSource(FunctionLog log, LogGroups groups, Caller owner, String group, Clock clock) {
        this.log = log;
        this.groups = groups;
        this.owner = owner;
        this.group = group;
        this.clock = clock;
        this.offset = log.end();
    }

    /** Makes a function's file readable as its log group, where the settings say where. */
    static void feed(LambdaSettings settings, String function, FunctionLog log) {
        LogGroups groups = settings.logGroups();
        if (groups != null) {
            Caller owner = new Caller(settings.account(), settings.region());
            String group = "/aws/lambda/" + function;
            groups.fedBy(owner, group, "function", new FunctionLogSource(log, groups, owner, group, settings.clock()));
        }
    }

    @Override
    public synchronized void drain() {
        if (!Files.exists(log.file())) {
            return;
        }
        chunk = new byte[CHUNK];
        try (FileChannel channel = FileChannel.open(log.file(), StandardOpenOption.READ)) {
            long size = channel.size();
            offset = Math.min(offset, size);
            marks.addAll(log.takeMarks(size));
            while (offset < size) {
                int length = channel.read(ByteBuffer.wrap(chunk), offset);
                int used = length <= 0 ? 0 : lines(length);
                if (used == 0) {
                    return;
                }
                offset += used;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            chunk = new byte[0];
        }
    }

    /** Puts the whole lines of the chunk into the group; returns how many bytes they are. */
    private int lines(int length) {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n') {
                line(from, i);
                from = i + 1;
            }
        }
        if (from == 0 && length == CHUNK) {
            line(0, length);
            return length;
        }
        return from;
    }

    private void line(int from, int to) {
        long end = offset + to;
        while (!marks.isEmpty() && marks.getFirst().end() < end) {
            marks.removeFirst();
        }
        Mark next = marks.peekFirst();
        if (next != null) {
            stream = next.stream();
        }
        String message = new String(chunk, from, to - from, StandardCharsets.UTF_8);
        groups.put(owner, group, stream, next == null ? clock.millis() : next.millis(), message);
    }
}
