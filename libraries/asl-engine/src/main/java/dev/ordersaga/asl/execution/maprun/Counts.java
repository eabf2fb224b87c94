package dev.ordersaga.asl.execution.maprun;

/** How the children of a Map Run stand, in executions or in items. */
public record Counts(
        long pending,
        long running,
        long succeeded,
        long failed,
        long timedOut,
        long aborted,
        long total,
        long resultsWritten) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);

    /** Those that did not succeed and are over. */
    public long unsuccessful() {
        return failed + timedOut + aborted;
    }

    Counts plus(Child child, long weight, boolean written) {
        if (child.ended == null) {
            boolean runs = child.execution != null;
            return new Counts(
                    pending + (runs ? 0 : weight),
                    running + (runs ? weight : 0),
                    succeeded,
                    failed,
                    timedOut,
                    aborted,
                    total + weight,
                    resultsWritten);
        }
        return switch (child.ended) {
            case SUCCEEDED ->
                new Counts(
                        pending,
                        running,
                        succeeded + weight,
                        failed,
                        timedOut,
                        aborted,
                        total + weight,
                        resultsWritten + (written ? weight : 0));
            case TIMED_OUT ->
                new Counts(
                        pending,
                        running,
                        succeeded,
                        failed,
                        timedOut + weight,
                        aborted,
                        total + weight,
                        resultsWritten);
            case ABORTED ->
                new Counts(
                        pending,
                        running,
                        succeeded,
                        failed,
                        timedOut,
                        aborted + weight,
                        total + weight,
                        resultsWritten);
            default ->
                new Counts(
                        pending,
                        running,
                        succeeded,
                        failed + weight,
                        timedOut,
                        aborted,
                        total + weight,
                        resultsWritten);
        };
    }
}
