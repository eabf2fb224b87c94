package dev.ordersaga.local.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The one folder that the journal is kept in; a test's own can fail, fill up or lose what was not forced. */
interface JournalFiles {

    /** The names of all files, in no order. */
    List<String> list() throws IOException;

    /** Makes a new, empty file, in place of one that may be there. */
    Sink create(String name) throws IOException;

    /** The file's bytes, to be read from the first. */
    ByteBuffer read(String name) throws IOException;

    /** Cuts the file off, and returns when that is on the disk. */
    void truncate(String name, long size) throws IOException;

    /** Gives a file another name, in one step. */
    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /** Returns when the names of the files are on the disk. */
    void forceNames() throws IOException;

    /** What the files are in, for people. */
    String place();

    /** A file that is written to its end. */
    interface Sink extends Closeable {

        /** Writes all that remains in the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /** Returns when all that was written is on the disk. */
        void force() throws IOException;
    }
}
