package dev.ordersaga.local.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One line of the journal. What is known of a key are its value and what was added to it since; an entry that sets the value or removes
 * the key makes all earlier ones of the key superfluous.
 *
 * @param value empty where the key is removed
 */
record JournalEntry(Change change, EntryKind kind, String key, byte[] value) {

    /** What an entry does to its key. */
    enum Change {
        /** The value is this now, and nothing else. */
        SET(1),
        /** This comes after what there is. */
        ADD(2),
        /** Nothing is known of the key any more. */
        REMOVE(3);

        private final int code;

        Change(int code) {
            this.code = code;
        }

        private static Change of(int code) {
            for (Change change : values()) {
                if (change.code == code) {
                    return change;
                }
            }
            throw new IllegalArgumentException("no entry does " + code);
        }
    }

    /** As bytes: change, kind, length of the key, key, length of the value, value. */
    byte[] bytes() {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(1 + 1 + 4 + name.length + 4 + value.length);
        buffer.put((byte) change.code).put((byte) kind.code());
        buffer.putInt(name.length).put(name);
        buffer.putInt(value.length).put(value);
        return buffer.array();
    }

    /** Reads the next entry; an {@link IllegalArgumentException} where none stands there. */
    static JournalEntry read(ByteBuffer buffer) {
        Change change = Change.of(buffer.get());
        EntryKind kind = EntryKind.of(buffer.get());
        byte[] key = part(buffer);
        byte[] value = part(buffer);
        return new JournalEntry(change, kind, new String(key, StandardCharsets.UTF_8), value);
    }

    private static byte[] part(ByteBuffer buffer) {
        int length = buffer.getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw new IllegalArgumentException(
                    "an entry says it has " + length + " bytes, and there are " + buffer.remaining());
        }
        byte[] part = new byte[length];
        buffer.get(part);
        return part;
    }
}
