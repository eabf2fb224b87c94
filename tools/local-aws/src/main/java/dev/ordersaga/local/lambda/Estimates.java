package dev.ordersaga.local.lambda;

import java.util.Collection;

/** How long one version's processes take to begin and its invocations to end, as seen lately. In milliseconds. */
final class Estimates {

    private static final double WEIGHT_OF_THE_LATEST = 0.2;
    private static final double FIRST_GUESS_OF_INIT = 1_000;

    private double init = FIRST_GUESS_OF_INIT;
    private double duration;

    void began(double milliseconds) {
        init += (milliseconds - init) * WEIGHT_OF_THE_LATEST * 2;
    }

    void ended(double milliseconds) {
        duration = duration == 0 ? milliseconds : duration + (milliseconds - duration) * WEIGHT_OF_THE_LATEST;
    }

    double init() {
        return init;
    }

    /**
     * How long the last of some waiting invocations will wait for a place that is taken now.
     *
     * @param waiting how many wait for a place
     * @param places how many places there are
     * @param underWay the invocations that hold them: none of them takes less time than the youngest has run already
     */
    double waitFor(int waiting, int places, Collection<PendingInvocation> underWay) {
        double atLeast = underWay.stream()
                .mapToDouble(PendingInvocation::milliseconds)
                .min()
                .orElse(0);
        return Math.max(duration, atLeast) * waiting / places;
    }
}
