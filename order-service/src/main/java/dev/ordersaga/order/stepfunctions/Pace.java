package dev.ordersaga.order.stepfunctions;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How fast Step Functions is asked by someone who has time. An account's calls are limited together - DescribeExecution to 300
 * at once and 15 a second after that - and customers who look at their orders come first.
 */
public final class Pace {

    private final int atOnce;
    private final Duration then;
    private final Clock clock;
    private final Waiting waiting;
    private int calls;
    private Instant next = Instant.MIN;

    /**
     * @param atOnce so many calls are made without waiting
     * @param then after them, one in so long a time
     */
    public Pace(int atOnce, Duration then, Clock clock, Waiting waiting) {
        this.atOnce = atOnce;
        this.then = then;
        this.clock = clock;
        this.waiting = waiting;
    }

    /** A hundred calls, then five a second. */
    public static Pace unhurried() {
        return new Pace(100, Duration.ofMillis(200), Clock.systemUTC(), duration -> Thread.sleep(duration.toMillis()));
    }

    /** Returns when the next call may be made. */
    void next() {
        if (++calls <= atOnce) {
            return;
        }
        Instant now = clock.instant();
        if (next.isAfter(now)) {
            try {
                waiting.sleep(Duration.between(now, next));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
            next = next.plus(then);
        } else {
            next = now.plus(then);
        }
    }

    /** How time passes. */
    public interface Waiting {
        void sleep(Duration duration) throws InterruptedException;
    }
}
