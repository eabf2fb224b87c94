package dev.ordersaga.local.lambda;

import java.time.Duration;
import java.util.List;

/**
 * Refuses what has waited so long for a process of a version that its caller would give up before the function had its time. Lambda queues no
 * invocation for long either: what it has no environment for is throttled, and has not happened. Left in the queue, it would be given up as
 * if it had been tried, and then be run for nobody. Guarded by the pool.
 */
final class QueueTimeout {

    private static final Duration LOOK_EACH = Duration.ofMillis(100);

    private final EnvironmentPool pool;
    private final Backlog backlog;
    private final Delays delays;
    private boolean planned;

    QueueTimeout(EnvironmentPool pool, Backlog backlog, Delays delays) {
        this.pool = pool;
        this.backlog = backlog;
        this.delays = delays;
    }

    /** Looks through the queue soon, and again as long as somebody waits there who will give up. */
    void plan() {
        if (planned || !backlog.hasSomeAwaitedForAWhile()) {
            return;
        }
        planned = true;
        delays.later(LOOK_EACH, this::look);
    }

    private void look() {
        List<PendingInvocation> late;
        synchronized (pool) {
            planned = false;
            late = backlog.tooLate(pool.function().timeout());
            plan();
        }
        late.forEach(InvocationAnswers::throttle);
    }
}
