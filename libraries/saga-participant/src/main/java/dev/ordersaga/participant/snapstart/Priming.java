package dev.ordersaga.participant.snapstart;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a function does before Lambda takes the snapshot of it that later starts are restored from (SnapStart), so that the
 * first call after a restore finds loaded what every call needs. Elsewhere nobody calls it, and nothing changes.
 *
 * <p>A rehearsal must start no Spring context, and so make no other {@code FunctionInvoker}: registered in the middle of a snapshot,
 * the context would wait for ever at the restore, because it was not notified of the checkpoint.
 *
 * <p>A rehearsal must leave nothing behind: it runs once for a version, not for a call. One that fails is logged and left at
 * that: a function which was not primed is slower at its first call, and no worse.
 */
public final class Priming implements Resource {

    private static final Logger log = LoggerFactory.getLogger(Priming.class);

    // CRaC's contexts hold what is registered weakly.
    private static final Set<Priming> REGISTERED = ConcurrentHashMap.newKeySet();

    private final List<Runnable> rehearsals;
    private final Runnable last;

    private Priming(List<Runnable> rehearsals, Runnable last) {
        this.rehearsals = List.copyOf(rehearsals);
        this.last = last;
    }

    /**
     * Registers with the global CRaC context of this process, until the process ends.
     *
     * @param rehearsals done in this order, each whatever became of the one before
     * @param last done after them: lets go of what must not be in the snapshot, such as connections
     */
    public static void register(List<Runnable> rehearsals, Runnable last) {
        register(Core.getGlobalContext(), rehearsals, last);
    }

    static void register(Context<Resource> context, List<Runnable> rehearsals, Runnable last) {
        Priming priming = new Priming(rehearsals, last);
        REGISTERED.add(priming);
        context.register(priming);
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        long started = System.nanoTime();
        rehearsals.forEach(Priming::attempt);
        attempt(last);
        log.atInfo()
                .addKeyValue("millis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started))
                .log("primed");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // What must not be in the snapshot was let go of before it was taken.
    }

    private static void attempt(Runnable rehearsal) {
        try {
            rehearsal.run();
        } catch (RuntimeException | LinkageError e) {
            log.warn("not primed in full: {}", e.toString());
        }
    }
}
