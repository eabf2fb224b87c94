package dev.ordersaga.asl;

/** Whether the wait before a retry is spread by chance: "FULL: a random number from 0 to the interval". */
public enum JitterStrategy {
    NONE,
    FULL
}
