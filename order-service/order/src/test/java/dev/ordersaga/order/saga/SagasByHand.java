package dev.ordersaga.order.saga;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.Unavailable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sagas of which a test says how they stand, and that keep what they were told. */
public final class SagasByHand implements Sagas {

    /** Tokens that something waits for. */
    public final Set<String> living = ConcurrentHashMap.newKeySet();

    /** What was taken, as {@code token json}. */
    public final List<String> answers = Collections.synchronizedList(new ArrayList<>());

    public final Map<OrderId, Attribution> refunds = new ConcurrentHashMap<>();
    public volatile boolean away;

    private final Map<OrderId, Saga> known = new ConcurrentHashMap<>();

    @Override
    public boolean start(Order order) {
        return known.putIfAbsent(order.id(), new Saga(SagaStatus.RUNNING, order)) == null;
    }

    @Override
    public void startRefund(Order order, Attribution cancellation) {
        requireThere();
        refunds.putIfAbsent(order.id(), cancellation);
    }

    @Override
    public boolean answer(String taskToken, String json) {
        requireThere();
        return living.remove(taskToken) && answers.add(taskToken + " " + json);
    }

    @Override
    public Optional<Saga> find(OrderId id) {
        requireThere();
        return Optional.ofNullable(known.get(id));
    }

    @Override
    public Optional<SagaSteps> steps(OrderId id) {
        return Optional.empty();
    }

    private void requireThere() {
        if (away) {
            throw new Unavailable("Step Functions", new IllegalStateException("away"));
        }
    }
}
