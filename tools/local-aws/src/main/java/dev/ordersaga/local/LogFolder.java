package dev.ordersaga.local;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the processes write their logs.
 *
 * @param temporary whether nobody asked for it: it goes with local-aws when nothing was written
 */
record LogFolder(Path path, boolean temporary) implements AutoCloseable {

    /** @throws LocalAwsFailed where it cannot be made */
    static LogFolder of(LocalAwsOptions options) {
        try {
            return options.logDir().isPresent()
                    ? new LogFolder(
                            Files.createDirectories(options.logDir().get().toAbsolutePath()), false)
                    : new LogFolder(Files.createTempDirectory("local-aws-logs-"), true);
        } catch (IOException e) {
            throw new LocalAwsFailed("the folder for logs cannot be made: " + e, e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!temporary) {
            return;
        }
        try {
            Files.deleteIfExists(path);
        } catch (DirectoryNotEmptyException e) {
            // Somebody may want to read what is in it.
        }
    }
}
