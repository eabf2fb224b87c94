package dev.ordersaga.order;

import java.util.Optional;

/** The sagas that carry orders, one for each, named like it. Every method may throw {@link Unavailable}. */
public interface Sagas extends WaitingTasks {

    /**
     * Starts the saga of an order: the one durable step of placing it.
     *
     * @return false if a saga of that name exists, running or ended
     */
    boolean start(Order order);

    /**
     * Starts the saga that takes a CONFIRMED order back: the one durable step of cancelling it. Started again, also for
     * another customer's word, it changes nothing.
     *
     * @param cancellation who wants it back, when and why
     */
    void startRefund(Order order, Attribution cancellation);

    Optional<Saga> find(OrderId id);

    Optional<SagaSteps> steps(OrderId id);
}
