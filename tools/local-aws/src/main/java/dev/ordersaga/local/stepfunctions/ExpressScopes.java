package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.StateScope;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which states of a standard machine run in Express executions all the same: those that a distributed Map starts as such. */
final class ExpressScopes {

    private ExpressScopes() {}

    /** Whether a distributed Map around a scope starts Express executions. */
    static boolean isWithin(StateScope scope) {
        Optional<StateNode> map = scope.owner();
        return map.isPresent()
                && (config(map.get()).path("ExecutionType").asString("").equals("EXPRESS")
                        || isWithin(map.get().scope()));
    }

    /** Where a Map says that it is a distributed one, as a pointer. */
    static Optional<String> distributedMap(StateNode state) {
        return config(state).path("Mode").asString("").equals("DISTRIBUTED")
                ? Optional.of(state.pointer() + "/" + processor(state) + "/ProcessorConfig/Mode")
                : Optional.empty();
    }

    private static JsonNode config(StateNode map) {
        return map.json().path(processor(map)).path("ProcessorConfig");
    }

    private static String processor(StateNode map) {
        return map.json().has("Iterator") ? "Iterator" : "ItemProcessor";
    }
}
