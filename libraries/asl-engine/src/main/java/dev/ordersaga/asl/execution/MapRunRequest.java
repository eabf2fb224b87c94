package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.ItemReader;
import dev.ordersaga.asl.ResultWriter;
import dev.ordersaga.asl.StateMachine;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One run of a distributed Map.
 *
 * @param parent the request of the execution whose Map this is
 * @param stateName the name of the Map
 * @param label what children's ARNs name the Map by
 * @param child the state machine that runs for each item or batch
 * @param express whether children are Express executions
 * @param maxConcurrency how many children may run at once; 0 for as many as there are
 * @param redriveCount how often the run has been redriven; 0 for a new one
 */
public record MapRunRequest(
        String mapRunArn,
        ExecutionRequest parent,
        String stateName,
        String label,
        StateMachine child,
        boolean express,
        Items items,
        Optional<Batching> batching,
        long maxConcurrency,
        Tolerance tolerance,
        Optional<Writing> writing,
        int redriveCount) {

    /** Gives a child its input. It may be asked from any thread, one at a time. */
    @FunctionalInterface
    public interface Selection {

        /**
         * The input of the child for an item.
         *
         * @throws dev.ordersaga.asl.expression.EvaluationFailure where there is none
         */
        JsonNode of(int index, MapItem item);
    }

    /**
     * Where items come from: they are here already, or are to be read.
     *
     * @param given a JSON array or a JSON object
     */
    public record Items(Optional<JsonNode> given, Optional<Reading> reading, Selection selection) {}

    /**
     * What is to be read.
     *
     * @param arguments names the bucket, and the object or the prefix
     * @param maxItems how many items are taken at most
     */
    public record Reading(ItemReader reader, JsonNode arguments, long maxItems) {}

    /**
     * How items become batches.
     *
     * @param maxItems how many a batch has at most; 0 for any number
     * @param maxBytes how many bytes the input of a child has at most; 0 for the limit of any input
     */
    public record Batching(long maxItems, long maxBytes, Optional<JsonNode> batchInput) {}

    /**
     * How many items may fail.
     *
     * @param count empty where only the percentage counts
     * @param percentage of all items, from 0 to 100; empty where only the count counts
     */
    public record Tolerance(Optional<Long> count, Optional<Double> percentage) {

        /** Whether so many failures are too many. Where neither is given, one is. */
        public boolean isExceeded(long failed, long total) {
            if (count.isEmpty() && percentage.isEmpty()) {
                return failed > 0;
            }
            return count.filter(most -> failed > most).isPresent()
                    || percentage.filter(most -> failed * 100.0 > most * total).isPresent();
        }
    }

    /**
     * What becomes of results.
     *
     * @param arguments names the bucket and the prefix; empty where results are only told
     */
    public record Writing(ResultWriter writer, Optional<JsonNode> arguments) {}
}
