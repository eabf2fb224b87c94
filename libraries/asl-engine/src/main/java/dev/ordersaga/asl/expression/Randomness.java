package dev.ordersaga.asl.expression;

/** The randomness that an expression may ask for. */
public interface Randomness {

    /** A number from 0 (inclusive) to 1 (exclusive). */
    double number();

    /** A version 4 UUID. */
    String uuid();
}
