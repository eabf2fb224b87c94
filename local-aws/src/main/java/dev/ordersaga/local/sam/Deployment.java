package dev.ordersaga.local.sam;

import dev.ordersaga.local.dynamodb.DynamoDbService;
import dev.ordersaga.local.lambda.LambdaService;
import java.util.List;
import java.util.Map;

/** Makes what a template describes: tables, then buses and topics, functions, state machines. Applied again, it updates. */
@SuppressWarnings("DoNotCallSuggester")
public final class Deployment {

    public Deployment(LambdaService functions, DynamoDbService tables, StateMachines machines, EventBuses buses) {}

    /**
     * Makes or updates everything.
     *
     * @throws InvalidTemplate where the template has problems; then nothing is made
     */
    public Deployed apply(SamTemplate template) {
        throw new UnsupportedOperationException();
    }

    /**
     * What was done.
     *
     * @param actions in order, for people to read
     * @param outputs the template's Outputs
     */
    public record Deployed(List<Action> actions, Map<String, String> outputs) {}

    /** What became of one resource. */
    public enum Result {
        CREATED,
        UPDATED,
        UNCHANGED,
        SKIPPED
    }

    /**
     * One resource.
     *
     * @param note why it was skipped, or the physical name or ARN
     */
    public record Action(Result result, String logicalId, String type, String note) {}
}
