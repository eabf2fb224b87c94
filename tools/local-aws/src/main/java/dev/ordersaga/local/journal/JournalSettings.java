package dev.ordersaga.local.journal;

import java.time.Duration;

/**
 * The sizes of the journal.
 *
 * @param segmentBytes a file that has reached this is followed by another
 * @param snapshotBytes so much may be written after a snapshot, or as much as the snapshot has if that is more, before there is another
 * @param segments so many files may be written after a snapshot before there is another
 * @param frameBytes so much is written at once, at most, or one entry where that is more
 * @param retryPause how soon a write that failed is tried again
 */
record JournalSettings(long segmentBytes, long snapshotBytes, int segments, int frameBytes, Duration retryPause) {

    static final JournalSettings DEFAULT = new JournalSettings(8L << 20, 32L << 20, 64, 4 << 20, Duration.ofSeconds(1));
}
