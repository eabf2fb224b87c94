package dev.ordersaga.local.journal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where local-aws writes down what comes in. Entries stand in the order of the calls; none of the calls waits for the disk. Whoever
 * has to answer a caller waits for {@link #written}, and what has an effect outside waits for its own entry.
 */
public interface LocalJournal {

    /** Keeps nothing: whatever is written is as good as safe. */
    LocalJournal NONE = new LocalJournal() {

        @Override
        public void set(EntryKind kind, String key, byte[] value) {
            // Nobody will read it.
        }

        @Override
        public void add(EntryKind kind, String key, byte[] value, Runnable whenSafe) {
            whenSafe.run();
        }

        @Override
        public void remove(EntryKind kind, String key) {
            // Nobody will read it.
        }

        @Override
        public CompletionStage<Boolean> written() {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public boolean isRefusing() {
            return false;
        }

        @Override
        public boolean isDurable() {
            return false;
        }

        @Override
        public Map<String, List<byte[]>> recovered(EntryKind kind) {
            return Map.of();
        }
    };

    /** The value of the key is this from now on. */
    void set(EntryKind kind, String key, byte[] value);

    /**
     * This comes after what is known of the key.
     *
     * @param whenSafe run once the entry is on the disk; those of all entries one at a time and in order, so it must be short. Where the
     *     disk refuses, it is run when the entry has been written at last
     */
    void add(EntryKind kind, String key, byte[] value, Runnable whenSafe);

    /** Nothing is known of the key from now on. */
    void remove(EntryKind kind, String key);

    /**
     * Completes once all entries so far are on the disk.
     *
     * @return fails with AWS's ServiceUnavailable where the disk refuses them: they may or may not be written later
     */
    CompletionStage<Boolean> written();

    /** Whether the disk refuses what is written: new work must not be taken. */
    boolean isRefusing();

    /** Whether anything is kept at all. */
    boolean isDurable();

    /** What was known at the start, by key: the values in the order in which they were written. Each kind can be asked for once. */
    Map<String, List<byte[]>> recovered(EntryKind kind);
}
