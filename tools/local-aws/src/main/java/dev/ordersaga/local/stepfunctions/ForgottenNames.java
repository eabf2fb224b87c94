package dev.ordersaga.local.stepfunctions;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of executions that are not kept any more, each as 24 bytes: a hash of 128 bits and the time of its end. They are
 * forgotten in their turn when their time has passed, or when there are more than may be kept.
 */
final class ForgottenNames {

    private static final int LONGS = 3;
    private static final int SMALLEST = 64;
    private static final long FREE = Long.MIN_VALUE;
    private static final long REMOVED = Long.MIN_VALUE + 1;

    private final Duration kept;
    private final int most;
    private long[] table = table(SMALLEST);
    private int used;

    /**
     * Without a name yet.
     *
     * @param kept how long after its execution's end a name counts
     * @param most how many names are kept at once; the oldest go first
     */
    ForgottenNames(Duration kept, int most) {
        this.kept = kept;
        this.most = most;
    }

    void add(String arn, Instant ended) {
        add(hash(arn), ended);
    }

    /** As the other, by what {@link #shortened} gives. */
    void add(byte[] shortened, Instant ended) {
        ByteBuffer bytes = ByteBuffer.wrap(shortened);
        add(new long[] {bytes.getLong(), bytes.getLong()}, ended);
    }

    private synchronized void add(long[] hash, Instant ended) {
        if ((used + 1) * 2 > table.length / LONGS) {
            rebuild(ended);
        }
        put(hash, ended.toEpochMilli());
    }

    /** What is kept of a name: 16 bytes. */
    static byte[] shortened(String arn) {
        long[] hash = hash(arn);
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(hash[0])
                .putLong(hash[1])
                .array();
    }

    /** When the execution of that name ended; null where none is known. */
    synchronized @Nullable Instant ended(String arn) {
        if (used == 0) {
            return null;
        }
        int at = find(hash(arn));
        return table[at + 2] == FREE ? null : Instant.ofEpochMilli(table[at + 2]);
    }

    synchronized void remove(String arn) {
        int at = find(hash(arn));
        if (table[at + 2] != FREE) {
            table[at + 2] = REMOVED;
        }
    }

    synchronized int bytes() {
        return table.length * Long.BYTES;
    }

    /** Takes over what still counts, into a table with room; the older half goes where there are too many. */
    private void rebuild(Instant now) {
        long oldest = now.minus(kept).toEpochMilli();
        long[] ends = new long[used];
        int count = 0;
        for (int at = 0; at < table.length; at += LONGS) {
            if (table[at + 2] > REMOVED && table[at + 2] >= oldest) {
                ends[count++] = table[at + 2];
            }
        }
        if (count >= most) {
            Arrays.sort(ends, 0, count);
            oldest = ends[count / 2];
            count -= count / 2;
        }
        long[] before = table;
        table = table(Math.max(SMALLEST, Integer.highestOneBit(count + 1) * 4));
        used = 0;
        for (int at = 0; at < before.length; at += LONGS) {
            if (before[at + 2] > REMOVED && before[at + 2] >= oldest) {
                put(new long[] {before[at], before[at + 1]}, before[at + 2]);
            }
        }
    }

    private void put(long[] hash, long ended) {
        int at = find(hash);
        if (table[at + 2] == FREE) {
            used++;
        }
        table[at] = hash[0];
        table[at + 1] = hash[1];
        table[at + 2] = ended;
    }

    /** Where the name stands or, if it does not, where it may. */
    private int find(long[] hash) {
        int places = table.length / LONGS;
        int place = (int) hash[0] & (places - 1);
        while (true) {
            int at = place * LONGS;
            boolean here = table[at] == hash[0] && table[at + 1] == hash[1] && table[at + 2] != REMOVED;
            if (table[at + 2] == FREE || here) {
                return at;
            }
            place = (place + 1) & (places - 1);
        }
    }

    private static long[] table(int places) {
        long[] table = new long[places * LONGS];
        for (int at = 2; at < table.length; at += LONGS) {
            table[at] = FREE;
        }
        return table;
    }

    /** Two FNV-1a hashes with different factors, mixed. Nobody gains by two names of one hash, so that no digest is needed. */
    private static long[] hash(String arn) {
        long first = 0xcbf29ce484222325L;
        long second = 0x84222325cbf29ce4L;
        for (int i = 0; i < arn.length(); i++) {
            char next = arn.charAt(i);
            first = (first ^ next) * 0x100000001b3L;
            second = (second ^ next) * 0x9e3779b97f4a7c15L;
        }
        return new long[] {mixed(first), mixed(second)};
    }

    /** Murmur3's end: every bit of what goes in changes half of what comes out. */
    private static long mixed(long hash) {
        long once = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        long twice = (once ^ (once >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return twice ^ (twice >>> 33);
    }
}
