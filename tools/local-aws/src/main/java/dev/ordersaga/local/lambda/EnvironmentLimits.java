package dev.ordersaga.local.lambda;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * How many processes this machine carries, of all functions together. So many may start at once as there are cores: more of them
 * would take longer each, and none would be ready sooner. So many may exist as half the memory holds; a function that has none
 * gets one always. Where a process takes several invocations, one more of them helps only as long as the processors have time left.
 */
final class EnvironmentLimits {

    private static final int LEAST = 4;
    private static final int EACH_CORE = 16;
    private static final int MEGABYTES_EACH = 256;

    /** Invocations that have come to no end for so long may wait for each other, and not for the processors. */
    private static final long STUCK_MILLIS = TimeUnit.SECONDS.toMillis(5);

    private final int starting;
    private final IntSupplier existing;
    private final ProcessorLoad load;
    private final Executor threads;

    // Guarded by this:
    private int startingNow;
    private int existingNow;
    private final Set<EnvironmentPool> pools = new LinkedHashSet<>();
    private final Set<EnvironmentPool> refused = new LinkedHashSet<>();

    EnvironmentLimits(int starting, IntSupplier existing, ProcessorLoad load, Executor threads) {
        this.starting = starting;
        this.existing = existing;
        this.load = load;
        this.threads = threads;
    }

    /** What this machine's cores and memory allow. */
    static EnvironmentLimits ofThisMachine(Executor threads) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new EnvironmentLimits(
                cores,
                () -> Math.max(LEAST, Math.min((int) (physicalMegabytes() / 2 / MEGABYTES_EACH), EACH_CORE * cores)),
                ProcessorLoad.ofThisMachine(),
                threads);
    }

    /**
     * Whether one more process of a function whose processes take several invocations would have them ended sooner: where the processors
     * are what they wait for, a start would only take more of their time.
     *
     * @param underWay the function's invocations that hold a place: where the youngest of them is old, none has ended lately
     */
    boolean oneMoreHelps(Collection<PendingInvocation> underWay) {
        return !load.isBusy()
                || underWay.stream()
                                .mapToDouble(PendingInvocation::milliseconds)
                                .min()
                                .orElse(0)
                        > STUCK_MILLIS;
    }

    /**
     * Takes a place for one more process that starts; where there is none the pool is asked to review what it wants when there is
     * one again.
     *
     * @param first whether the pool has no process yet
     */
    boolean tryStart(EnvironmentPool pool, boolean first) {
        synchronized (this) {
            pools.add(pool);
            // Asking the machine for its memory takes longer than starting here should, so that is left until it
            // matters.
            boolean full = !first && existingNow >= LEAST && existingNow >= existing.getAsInt();
            if (startingNow < starting && !full) {
                startingNow++;
                existingNow++;
                refused.remove(pool);
                return true;
            }
            refused.add(pool);
            if (!full) {
                return false;
            }
        }
        threads.execute(this::endOneThatIsIdle);
        return false;
    }

    /** A process is past its init phase. */
    void begun() {
        synchronized (this) {
            startingNow--;
        }
        askAgain();
    }

    /** A process has ended. */
    void ended() {
        synchronized (this) {
            existingNow--;
        }
        askAgain();
    }

    synchronized void forget(EnvironmentPool pool) {
        pools.remove(pool);
        refused.remove(pool);
    }

    private void askAgain() {
        List<EnvironmentPool> again;
        synchronized (this) {
            again = new ArrayList<>(refused);
            refused.clear();
        }
        again.forEach(pool -> threads.execute(pool::review));
    }

    private void endOneThatIsIdle() {
        List<EnvironmentPool> all;
        synchronized (this) {
            all = new ArrayList<>(pools);
        }
        for (EnvironmentPool pool : all) {
            if (pool.endOneThatIsIdle()) {
                return;
            }
        }
    }

    private static long physicalMegabytes() {
        return java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() / (1024 * 1024)
                : 4_096;
    }
}
