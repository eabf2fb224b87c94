package dev.ordersaga.benchmarks.suite;

import java.util.Arrays;
import java.util.Collection;

/** How long operations took, in nanoseconds, sorted. */
record Latencies(long[] nanos) {

    static Latencies of(Collection<Long> nanos) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    /** The time that this share of the operations did not exceed, in milliseconds; 0 where there was none. */
    public double millis(double share) {
        if (nanos.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(share * nanos.length) - 1;
        return nanos[Math.max(0, rank)] / 1e6;
    }
}
