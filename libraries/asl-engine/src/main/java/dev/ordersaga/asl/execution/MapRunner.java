package dev.ordersaga.asl.execution;

/** Runs the children of distributed Maps: reads their items, starts an execution for each, and gathers what came of them. */
@FunctionalInterface
public interface MapRunner {

    /** Runs none: a distributed Map fails. */
    MapRunner NONE = (request, callback) ->
            callback.failed("States.Runtime", "Nothing here runs the children of a distributed Map.");

    /**
     * Begins a Map Run, or goes on with one: after a redrive the same run is asked for again, and what has been done of it is
     * not done again. To return at once.
     *
     * @param callback to be told the Map's result or what went wrong, once
     */
    void run(MapRunRequest request, TaskCallback callback);
}
