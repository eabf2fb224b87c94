package dev.ordersaga.local.journal;

import dev.ordersaga.local.journal.Frame.FileHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to the newest segment, one after the other. A frame that could not be written whole is cut off before the next attempt,
 * which goes to a new segment: after an fsync that failed nobody knows what the file holds.
 */
final class JournalWriter {

    private final JournalFiles files;
    private final long segmentBytes;
    private long segment;
    private long nextFrame;
    private long firstFrame;
    private long safeBytes;
    private long sealedBytes;
    private boolean failed;
    private JournalFiles.@Nullable Sink sink;

    /**
     * Writes nothing yet.
     *
     * @param segment the number of the newest segment there is, which is not written to any more
     */
    JournalWriter(JournalFiles files, long segmentBytes, long segment, long nextFrame) {
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.segment = segment;
        this.nextFrame = nextFrame;
    }

    /**
     * Returns when the entries are on the disk.
     *
     * @throws IOException where that is not sure; the same entries must be given again before any other
     */
    void write(List<byte[]> entries) throws IOException {
        if (failed) {
            repair();
        }
        if (sink != null && safeBytes >= segmentBytes) {
            seal();
        }
        try {
            if (sink == null) {
                begin();
            }
            ByteBuffer frame = Frame.of(firstFrame, nextFrame, entries);
            int length = frame.remaining();
            JournalFiles.Sink open = sink;
            if (open == null) {
                throw new IOException("the segment could not be begun");
            }
            open.write(frame);
            open.force();
            nextFrame++;
            safeBytes += length;
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }

    private void begin() throws IOException {
        // From here on the file is cut down to nothing where anything fails.
        segment++;
        safeBytes = 0;
        firstFrame = nextFrame;
        JournalFiles.Sink begun = files.create(JournalReader.segment(segment));
        sink = begun;
        ByteBuffer header = new FileHeader(false, segment, firstFrame).bytes();
        int length = header.remaining();
        begun.write(header);
        begun.force();
        files.forceNames();
        safeBytes = length;
    }

    private void seal() throws IOException {
        sealedBytes += safeBytes;
        close();
    }

    /** Leaves behind what is whole, or no file at all. */
    private void repair() throws IOException {
        JournalFiles.Sink open = sink;
        sink = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // What is not safe is cut off now.
            }
        }
        String name = JournalReader.segment(segment);
        if (safeBytes <= Frame.FILE_HEADER) {
            files.delete(name);
            files.forceNames();
            segment--;
        } else {
            files.truncate(name, safeBytes);
            sealedBytes += safeBytes;
        }
        safeBytes = 0;
        failed = false;
    }

    /** The newest segment that is not written to any more. */
    long lastSealed() {
        return sink == null ? segment : segment - 1;
    }

    /** What has been written to segments that are not written to any more. */
    long sealedBytes() {
        return sealedBytes;
    }

    void close() throws IOException {
        JournalFiles.Sink open = sink;
        sink = null;
        if (open != null) {
            open.close();
        }
    }
}
