package dev.ordersaga.local.logs;

/** Something that has written what a log group has not got yet, such as a function's processes into their file. */
@FunctionalInterface
public interface LogSource {

    /** Puts what is new into the log group. Called before each reading of the group, from any thread. */
    void drain();
}
