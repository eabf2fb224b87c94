package dev.ordersaga.order.saga;

/** How the execution that carries an order is doing. */
public enum SagaStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}
