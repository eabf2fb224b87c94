package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.Caller;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.node.ObjectNode;

/** One action of the API. */
@FunctionalInterface
interface Operation {

    CompletionStage<ObjectNode> answer(Caller caller, RequestFields input);

    /** An operation that can be answered at once. */
    static Operation atOnce(AtOnce operation) {
        return (caller, input) -> CompletableFuture.completedFuture(operation.answer(caller, input));
    }

    /** What {@link #atOnce} takes. */
    @FunctionalInterface
    interface AtOnce {

        ObjectNode answer(Caller caller, RequestFields input);
    }
}
