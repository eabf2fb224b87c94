package dev.ordersaga.local.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A folder that one local-aws keeps everything in, from one start to the next: the journal, DynamoDB's file, functions' code. */
public final class DataDirectory implements AutoCloseable {

    private final Path folder;
    private final FileChannel lock;
    private final DiskJournal journal;

    private DataDirectory(Path folder, FileChannel lock, DiskJournal journal) {
        this.folder = folder;
        this.lock = lock;
        this.journal = journal;
    }

    /**
     * Makes the folder where there is none, takes it for this process alone, and reads it.
     *
     * @param log for people: what was cut off, a disk that refuses
     * @throws JournalUnreadable where the folder is another process's, or what is in it cannot be used
     */
    public static DataDirectory open(Path folder, Consumer<String> log) {
        Path absolute = folder.toAbsolutePath().normalize();
        FileChannel lock = null;
        boolean opened = false;
        try {
            Path files = Files.createDirectories(absolute.resolve("journal"));
            lock = locked(absolute);
            DataDirectory directory = new DataDirectory(
                    absolute, lock, DiskJournal.open(new FilesOnDisk(files), JournalSettings.DEFAULT, log));
            opened = true;
            return directory;
        } catch (IOException e) {
            throw new JournalUnreadable("the folder " + absolute + " cannot be used: " + e, e);
        } finally {
            if (!opened) {
                close(lock);
            }
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        Path file = folder.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock taken;
        try {
            taken = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            taken = null;
        }
        if (taken == null) {
            String holder = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
            channel.close();
            throw new JournalUnreadable("the folder " + folder + " is in use by another local-aws"
                    + (holder.isEmpty() ? "" : ", process " + holder));
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        return channel;
    }

    public LocalJournal journal() {
        return journal;
    }

    /** Where DynamoDB Local keeps its file. */
    public Path dynamoDb() {
        return folder.resolve("dynamodb");
    }

    /** Where functions' code is unpacked. */
    public Path functions() {
        return folder.resolve("functions");
    }

    /** Writes what waits, and lets others have the folder. */
    @Override
    public void close() {
        journal.close();
        close(lock);
    }

    private static void close(@Nullable FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }
}
