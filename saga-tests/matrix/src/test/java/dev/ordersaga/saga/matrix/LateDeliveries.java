package dev.ordersaga.saga.matrix;

import dev.ordersaga.asl.execution.TaskRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Calls that are still on their way, each until the answer of some state has arrived. */
final class LateDeliveries {

    /** A call that waits for the next arrival at the state {@code after}. */
    private record Late(RunningSaga saga, TaskRequest task, String after, int since) {}

    private final List<Late> late = new ArrayList<>();
    private final List<String> arrivals = new ArrayList<>();

    /** The call arrives once more, or for the first time, after the next arrival at {@code after}. */
    void add(RunningSaga saga, TaskRequest task, String after) {
        late.add(new Late(saga, task, after, arrivals.size()));
    }

    /** A call at this state has taken effect. */
    void arrived(String state) {
        arrivals.add(state);
    }

    /** Whether anything has arrived at the state since now. */
    BooleanSupplier arrival(String state) {
        int since = arrivals.size();
        return () -> hasArrived(state, since);
    }

    /** Delivers what has waited long enough. */
    void deliverDue(BiConsumer<RunningSaga, TaskRequest> delivery) {
        for (Late one : List.copyOf(late)) {
            if (hasArrived(one.after(), one.since()) && late.remove(one)) {
                delivery.accept(one.saga(), one.task());
            }
        }
    }

    /** Delivers all that is still on its way. */
    void deliverAll(BiConsumer<RunningSaga, TaskRequest> delivery) {
        for (Late one : List.copyOf(late)) {
            late.remove(one);
            delivery.accept(one.saga(), one.task());
        }
    }

    private boolean hasArrived(String state, int since) {
        return arrivals.subList(since, arrivals.size()).contains(state);
    }
}
