package dev.ordersaga.asl;

/**
 * A way from one state to another.
 *
 * @param field where the definition names the target, as a pointer below the state
 */
record Transition(String field, String to) {}
