package dev.ordersaga.local.lambda;

import dev.ordersaga.local.lambda.ExecutionEnvironment.State;
import java.time.Duration;

/** Ends a process that has had no invocation for a time. Its fields and those of the processes are guarded by the pool. */
final class IdleTimeout {

    private final EnvironmentPool pool;
    private final Environments all;
    private final Duration limit;
    private final Delays delays;

    IdleTimeout(EnvironmentPool pool, Environments all, Duration limit, Delays delays) {
        this.pool = pool;
        this.all = all;
        this.limit = limit;
        this.delays = delays;
    }

    /** Called with the pool's lock: the process has nothing to do from now on. */
    void begin(ExecutionEnvironment environment) {
        environment.idleSince = System.nanoTime();
        if (!environment.idleWatched) {
            environment.idleWatched = true;
            delays.later(limit, () -> check(environment));
        }
    }

    private void check(ExecutionEnvironment environment) {
        synchronized (pool) {
            environment.idleWatched = false;
            if (environment.state != State.RUNNING || !environment.running.isEmpty()) {
                return;
            }
            Duration rest = limit.minusNanos(System.nanoTime() - environment.idleSince);
            if (!rest.isNegative() && !rest.isZero()) {
                environment.idleWatched = true;
                delays.later(rest, () -> check(environment));
                return;
            }
            all.end(environment);
        }
        environment.endInGoodOrder();
    }
}
