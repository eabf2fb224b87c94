package dev.ordersaga.asl.execution;

/** Where the engine's identifiers come from: task tokens, and whatever else must be unique. */
@FunctionalInterface
public interface Ids {

    /** An identifier never given before. */
    String next();
}
