package dev.ordersaga.local.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** A disk that can crash before any operation, fill up, fail to force, and lose what was not forced. */
final class FilesInMemory implements JournalFiles {

    /** The machine is gone: nothing it does comes through any more. */
    static final class Crashed extends IOException {

        private static final long serialVersionUID = 1L;
    }

    private static final class Content {
        byte[] bytes = new byte[0];
        int forced;
    }

    private final Map<String, Content> files = new TreeMap<>();
    private Map<String, Content> namesOnDisk = new HashMap<>();
    private int operations;
    private int crashAt = Integer.MAX_VALUE;
    private boolean crashed;
    private long room = Long.MAX_VALUE;
    private int failingForces;
    private int forces;
    private CountDownLatch forceWaitsFor = new CountDownLatch(0);

    synchronized FilesInMemory crashAt(int operation) {
        crashAt = operation;
        return this;
    }

    synchronized boolean hasCrashed() {
        return crashed;
    }

    synchronized int forces() {
        return forces;
    }

    synchronized void room(long bytes) {
        room = bytes;
    }

    synchronized void failNextForces(int times) {
        failingForces = times;
    }

    synchronized void holdForces(CountDownLatch until) {
        forceWaitsFor = until;
    }

    synchronized byte[] bytes(String name) {
        return content(name).bytes.clone();
    }

    synchronized void replace(String name, byte[] bytes) {
        content(name).bytes = bytes;
    }

    synchronized FilesInMemory copy() {
        FilesInMemory copy = new FilesInMemory();
        files.forEach((name, content) -> copy.files.put(name, copied(content, content.bytes.length)));
        copy.namesOnDisk = new HashMap<>(copy.files);
        return copy;
    }

    /** What is found after the crash: all that was forced, and by chance some of the rest. */
    synchronized FilesInMemory afterCrash(Random chance) {
        FilesInMemory found = new FilesInMemory();
        Map<String, Content> names = chance.nextBoolean() ? files : namesOnDisk;
        names.forEach((name, content) -> {
            int unforced = content.bytes.length - content.forced;
            int kept = content.forced + (unforced == 0 ? 0 : chance.nextInt(unforced + 1));
            found.files.put(name, copied(content, kept));
        });
        found.namesOnDisk = new HashMap<>(found.files);
        return found;
    }

    private static Content copied(Content content, int length) {
        Content copy = new Content();
        copy.bytes = Arrays.copyOf(content.bytes, length);
        copy.forced = length;
        return copy;
    }

    private void operation() throws IOException {
        if (crashed || ++operations == crashAt) {
            crashed = true;
            throw new Crashed();
        }
    }

    private Content content(String name) {
        Content content = files.get(name);
        if (content == null) {
            throw new NoSuchElementException(name);
        }
        return content;
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public synchronized Sink create(String name) throws IOException {
        operation();
        Content content = new Content();
        files.put(name, content);
        return new Sink() {

            @Override
            public void write(ByteBuffer bytes) throws IOException {
                synchronized (FilesInMemory.this) {
                    operation();
                    long used = files.values().stream()
                            .mapToLong(file -> file.bytes.length)
                            .sum();
                    int written = (int) Math.min(bytes.remaining(), Math.max(0, room - used));
                    int before = content.bytes.length;
                    content.bytes = Arrays.copyOf(content.bytes, before + written);
                    bytes.get(content.bytes, before, written);
                    if (bytes.hasRemaining()) {
                        throw new IOException("No space left on device");
                    }
                }
            }

            @Override
            public void force() throws IOException {
                CountDownLatch wait;
                synchronized (FilesInMemory.this) {
                    wait = forceWaitsFor;
                }
                try {
                    wait.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                synchronized (FilesInMemory.this) {
                    operation();
                    if (failingForces > 0) {
                        failingForces--;
                        throw new IOException("Input/output error");
                    }
                    forces++;
                    content.forced = content.bytes.length;
                }
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    @Override
    public synchronized ByteBuffer read(String name) {
        return ByteBuffer.wrap(content(name).bytes).asReadOnlyBuffer();
    }

    @Override
    public synchronized void truncate(String name, long size) throws IOException {
        operation();
        Content content = content(name);
        content.bytes = Arrays.copyOf(content.bytes, (int) size);
        content.forced = (int) size;
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        operation();
        files.put(to, content(from));
        files.remove(from);
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        operation();
        files.remove(name);
    }

    @Override
    public synchronized void forceNames() throws IOException {
        operation();
        namesOnDisk = new HashMap<>(files);
    }

    @Override
    public String place() {
        return "/data/journal";
    }
}
