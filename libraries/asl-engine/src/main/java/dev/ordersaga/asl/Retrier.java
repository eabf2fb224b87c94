package dev.ordersaga.asl;

import java.util.List;
import java.util.OptionalLong;

/**
 * When a failed state is tried again.
 *
 * @param intervalSeconds before the first retry, at least 1
 * @param maxAttempts how many retries at most; 0 means never
 * @param backoffRate by how much the interval grows with each retry, at least 1.0
 * @param maxDelaySeconds how far it grows at most
 */
public record Retrier(
        List<String> errorEquals,
        long intervalSeconds,
        long maxAttempts,
        double backoffRate,
        OptionalLong maxDelaySeconds,
        JitterStrategy jitterStrategy) {

    public Retrier {
        errorEquals = List.copyOf(errorEquals);
    }

    /**
     * The seconds before the next retry, without jitter.
     *
     * @param attempt 0 before the first retry
     */
    public double delaySeconds(long attempt) {
        double delay = intervalSeconds * Math.pow(backoffRate, (double) attempt);
        return Math.min(delay, (double) maxDelaySeconds.orElse(Limits.MAX_INTEGER));
    }

    /**
     * Whether ErrorEquals names the error.
     *
     * @param terminal whether only the error's own name can match it, and not States.ALL
     */
    public boolean matches(String error, boolean terminal) {
        return ErrorNames.match(errorEquals, error, terminal);
    }
}
