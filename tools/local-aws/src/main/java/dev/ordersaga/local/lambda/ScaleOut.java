package dev.ordersaga.local.lambda;

import java.time.Duration;

/** Whether one more process of a version is worth starting. Guarded by the pool. */
final class ScaleOut {

    private static final Duration REVIEW_AFTER = Duration.ofMillis(50);

    private final EnvironmentPool pool;
    private final Environments all;
    private final Backlog backlog;
    private final EnvironmentLimits limits;
    private final Delays delays;
    /** How many invocations a process takes at once. */
    private final int places;

    private boolean prewarmed;
    private boolean reviewPlanned;

    ScaleOut(
            EnvironmentPool pool,
            Environments all,
            Backlog backlog,
            EnvironmentLimits limits,
            Delays delays,
            int places) {
        this.pool = pool;
        this.all = all;
        this.backlog = backlog;
        this.limits = limits;
        this.delays = delays;
        this.places = places;
    }

    /** One process is wanted before anybody asks. */
    void prewarm() {
        prewarmed = true;
    }

    /** A process is started. */
    void started() {
        prewarmed = false;
    }

    /**
     * Whether one more would be ready before a place in those that there are becomes free. Where it would not, this is asked again
     * soon: what is under way may take longer than what was before it.
     *
     * @param retired whether the version is replaced, so that no process is started ahead of invocations
     */
    boolean wantsOneMore(boolean retired) {
        if (all.isEmpty()) {
            return !backlog.isEmpty() || (prewarmed && !retired);
        }
        if (!backlog.exceedsPlaces()) {
            return false;
        }
        if (backlog.outlastsInit() && (places == 1 || limits.oneMoreHelps(all.underWay()))) {
            return true;
        }
        if (!reviewPlanned) {
            reviewPlanned = true;
            delays.later(REVIEW_AFTER, () -> {
                synchronized (pool) {
                    reviewPlanned = false;
                }
                pool.review();
            });
        }
        return false;
    }
}
