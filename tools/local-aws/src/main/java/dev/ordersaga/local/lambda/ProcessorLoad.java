package dev.ordersaga.local.lambda;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Whether this machine's processors have time left. Read at most every quarter of a second, over the time since the last reading; a
 * reading over a longer time says nothing of now, and stands for busy until the next.
 */
final class ProcessorLoad {

    private static final double BUSY = 0.85;
    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long MAX_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final DoubleSupplier shareInUse;
    private final LongSupplier nanoTime;

    // Guarded by this:
    private boolean read;
    private long readAt;
    private boolean busy = true;

    /**
     * A reading of processors.
     *
     * @param shareInUse of all processors' time since it was asked last, from 0 to 1
     */
    ProcessorLoad(DoubleSupplier shareInUse, LongSupplier nanoTime) {
        this.shareInUse = shareInUse;
        this.nanoTime = nanoTime;
    }

    static ProcessorLoad ofThisMachine() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean machine
                ? new ProcessorLoad(machine::getCpuLoad, System::nanoTime)
                : new ProcessorLoad(() -> 0, System::nanoTime);
    }

    synchronized boolean isBusy() {
        long now = nanoTime.getAsLong();
        long since = now - readAt;
        if (!read || since >= SHORTEST_NANOS) {
            double share = shareInUse.getAsDouble();
            busy = !read || since > MAX_NANOS || share > BUSY;
            read = true;
            readAt = now;
        }
        return busy;
    }
}
