package dev.ordersaga.participant;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * How often and after which pauses a contended step is tried again: exponential, with full jitter.
 *
 * @param attempts how many in all, the first included
 * @param first the longest first pause; every further one may be twice as long
 * @param longest no pause is longer
 * @param randomness gives 0.0 (inclusive) to 1.0 (exclusive)
 */
public record Backoff(int attempts, Duration first, Duration longest, DoubleSupplier randomness, Sleeper sleeper) {

    /** Lets time pass. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    public Backoff {
        if (attempts < 1) {
            throw new IllegalArgumentException("at least one attempt, not " + attempts);
        }
    }

    /** Eight attempts, with pauses of at most 20, 40, … 320 ms: some 1.6 s at the very worst. */
    public static Backoff standard() {
        return new Backoff(
                8,
                Duration.ofMillis(20),
                Duration.ofMillis(400),
                () -> ThreadLocalRandom.current().nextDouble(),
                duration -> Thread.sleep(duration.toMillis()));
    }

    boolean hasAttemptAfter(int attempt) {
        return attempt < attempts;
    }

    /** @param attempt the one that has just failed, from 1 */
    void pauseAfter(int attempt) throws InterruptedException {
        Duration ceiling = first.multipliedBy(1L << Math.min(attempt - 1, 20));
        if (ceiling.compareTo(longest) > 0) {
            ceiling = longest;
        }
        sleeper.sleep(Duration.ofNanos((long) (ceiling.toNanos() * randomness.getAsDouble())));
    }
}
