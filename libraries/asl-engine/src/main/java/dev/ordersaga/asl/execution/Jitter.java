package dev.ordersaga.asl.execution;

/** The randomness behind {@code JitterStrategy: FULL}. */
@FunctionalInterface
public interface Jitter {

    /** A number from 0 (inclusive) to 1 (exclusive). */
    double next();
}
