package dev.ordersaga.local.journal;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What is written and forced at once: the entries of all who waited. A file is a header and then frames:
 *
 * <pre>
 * header  8 bytes  "OSJOURNL"      frame  4 bytes  0x4F53464D
 *         4        format, 1              4        length of the entries
 *         4        0 segment, 1 snapshot  8        number of the frame, without a gap over all segments
 *         8        number of the file     4        CRC32C of the file's first frame number, length, number, entries
 *         8        its first frame        n        entries
 *         4        CRC32C of all that
 * </pre>
 *
 * A frame is begun only when the one before it is on the disk. So a frame that cannot be read has been torn by the end of the process
 * or of the machine if none comes after it, and has been damaged later if one does.
 */
final class Frame {

    static final int FORMAT = 1;
    static final int FILE_HEADER = 36;
    static final int HEADER = 20;

    private static final long FILE_MAGIC = 0x4F534A4F55524E4CL;
    private static final int MAGIC = 0x4F53464D;

    private Frame() {}

    /** What a file says of itself. */
    record FileHeader(boolean snapshot, long number, long firstFrame) {

        ByteBuffer bytes() {
            ByteBuffer header = ByteBuffer.allocate(FILE_HEADER);
            header.putLong(FILE_MAGIC).putInt(FORMAT).putInt(snapshot ? 1 : 0);
            header.putLong(number).putLong(firstFrame);
            header.putInt(crc(header.array(), FILE_HEADER - 4));
            return header.flip();
        }
    }

    private static int crc(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /**
     * Reads a file's header.
     *
     * @return null where the header cannot be one that was written whole
     * @throws JournalUnreadable where it is whole, and in a format that is not known here
     */
    static @Nullable FileHeader fileHeader(String name, ByteBuffer file) {
        if (file.remaining() < FILE_HEADER) {
            return null;
        }
        byte[] header = new byte[FILE_HEADER];
        file.get(header);
        ByteBuffer read = ByteBuffer.wrap(header);
        if (read.getLong() != FILE_MAGIC) {
            return null;
        }
        int format = read.getInt();
        if (format != FORMAT) {
            throw new JournalUnreadable(name + " is in format " + format + ", and this local-aws reads format " + FORMAT
                    + " only: start the local-aws that wrote it, or give another folder");
        }
        boolean snapshot = read.getInt() == 1;
        FileHeader found = new FileHeader(snapshot, read.getLong(), read.getLong());
        return read.getInt() == crc(header, FILE_HEADER - 4) ? found : null;
    }

    /** The frame of these entries, ready to be written. */
    static ByteBuffer of(long firstFrame, long number, List<byte[]> entries) {
        int length = 0;
        for (byte[] entry : entries) {
            length = Math.addExact(length, entry.length);
        }
        ByteBuffer frame = ByteBuffer.allocate(HEADER + length);
        frame.putInt(MAGIC).putInt(length).putLong(number).putInt(0);
        entries.forEach(frame::put);
        frame.putInt(HEADER - 4, crc(firstFrame, number, frame, HEADER, length));
        return frame.flip();
    }

    /**
     * The entries of the frame that stands at the buffer's position, which is then behind it.
     *
     * @return null where no whole frame of that number stands there; the position is then where it was
     */
    static @Nullable ByteBuffer next(ByteBuffer file, long firstFrame, long number) {
        int at = file.position();
        ByteBuffer entries = at(file, at, firstFrame);
        if (entries == null || file.getLong(at + 8) != number) {
            return null;
        }
        file.position(at + HEADER + entries.remaining());
        return entries;
    }

    private static @Nullable ByteBuffer at(ByteBuffer file, int at, long firstFrame) {
        if (file.limit() - at < HEADER || file.getInt(at) != MAGIC) {
            return null;
        }
        int length = file.getInt(at + 4);
        if (length < 0 || length > file.limit() - at - HEADER) {
            return null;
        }
        if (file.getInt(at + 16) != crc(firstFrame, file.getLong(at + 8), file, at + HEADER, length)) {
            return null;
        }
        return file.slice(at + HEADER, length);
    }

    /** Where the first whole frame stands from here on whose number is this or a later one; -1 for nowhere. */
    static int find(ByteBuffer file, int from, long firstFrame, long number) {
        for (int at = from; at <= file.limit() - HEADER; at++) {
            if (file.getInt(at) == MAGIC && at(file, at, firstFrame) != null && file.getLong(at + 8) >= number) {
                return at;
            }
        }
        return -1;
    }

    private static int crc(long firstFrame, long number, ByteBuffer in, int from, int length) {
        CRC32C crc = new CRC32C();
        ByteBuffer head = ByteBuffer.allocate(20);
        head.putLong(firstFrame).putInt(length).putLong(number).flip();
        crc.update(head);
        crc.update(in.duplicate().position(from).limit(from + length));
        return (int) crc.getValue();
    }
}
