package dev.ordersaga.asl.execution.maprun;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionStatus;
import dev.ordersaga.asl.execution.MapItem;
import org.jspecify.annotations.Nullable;

/** One child of a Map Run, from its input to its end. Only the run touches it, under its own lock. */
final class Child {

    final int index;

    /** How many items it stands for. */
    final int items;

    /** Null before it has been begun. */
    @Nullable
    Execution execution;

    /** How it ended; null before that. */
    @Nullable
    ExecutionStatus ended;

    private final MapItem given;

    /**
     * A child that has not begun.
     *
     * @param given the item that its input is selected from, or the batch that is its input
     */
    Child(int index, MapItem given, int items) {
        this.index = index;
        this.given = given;
        this.items = items;
    }

    MapItem given() {
        return given;
    }
}
