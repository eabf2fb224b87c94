package dev.ordersaga.order;

/** The sagas that take CONFIRMED orders back. */
public interface Refunds {

    /**
     * Starts the saga that takes a CONFIRMED order back: the one durable step of cancelling it. Started again, also for
     * another customer's word, it changes nothing.
     *
     * @param cancellation who wants it back, when and why
     * @throws Unavailable if it is not known whether it was started
     */
    void startRefund(Order order, Attribution cancellation);
}
