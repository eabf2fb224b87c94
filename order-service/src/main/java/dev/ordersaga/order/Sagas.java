package dev.ordersaga.order;

import java.util.Optional;

/** The sagas that carry orders, one for each, named like it. Every method may throw {@link Unavailable}. */
public interface Sagas {

    /**
     * Starts the saga of an order: the one durable step of placing it.
     *
     * @return false if a saga of that name exists, running or ended
     */
    boolean start(Order order);

    Optional<Saga> find(OrderId id);

    Optional<SagaSteps> steps(OrderId id);
}
