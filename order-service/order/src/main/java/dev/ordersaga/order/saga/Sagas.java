package dev.ordersaga.order.saga;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.Refunds;
import dev.ordersaga.order.WaitingTasks;
import java.util.Optional;

/** The sagas that carry orders, one for each, named like it. Every method may throw {@link Unavailable}. */
public interface Sagas extends WaitingTasks, Refunds {

    /**
     * Starts the saga of an order: the one durable step of placing it.
     *
     * @return false if a saga of that name exists, running or ended
     */
    boolean start(Order order);

    Optional<Saga> find(OrderId id);

    Optional<SagaSteps> steps(OrderId id);
}
