package dev.ordersaga.reconciler.aws;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast the reconciler, which has time, calls Step Functions. An account's calls are limited together - DescribeExecution to 300
 * at once and 15 a second after that - and customers who look at their orders come first.
 */
final class RateLimiter {

    private final Duration each;
    private final Duration most;
    private final Clock clock;
    private final Waiting waiting;

    /** When all that was allowed will be allowed again. */
    private Instant full = Instant.MIN;

    /**
     * @param atOnce so many calls may follow each other without waiting
     * @param each after them, one in so long a time; what is not used is saved up
     */
    RateLimiter(int atOnce, Duration each, Clock clock, Waiting waiting) {
        this.each = each;
        this.most = each.multipliedBy(atOnce);
        this.clock = clock;
        this.waiting = waiting;
    }

    /** A hundred calls, then five a second. */
    static RateLimiter unhurried() {
        return new RateLimiter(
                100, Duration.ofMillis(200), Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
    }

    /** As fast as it goes: what stands in for AWS has no such limits. */
    static RateLimiter unlimited() {
        return new RateLimiter(1, Duration.ZERO, Clock.systemUTC(), duration -> {});
    }

    /** Returns when the next call may be made. */
    void next() {
        Instant now = clock.instant();
        full = (full.isBefore(now) ? now : full).plus(each);
        Duration tooEarly = Duration.between(now.plus(most), full);
        if (tooEarly.isNegative() || tooEarly.isZero()) {
            return;
        }
        try {
            waiting.sleep(tooEarly);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** How time passes. */
    interface Waiting {

        void sleep(Duration duration) throws InterruptedException;
    }
}
