package dev.ordersaga.order.desk;

import java.time.Duration;

/**
 * What the desk is told of the place where it runs.
 *
 * @param places whether people may place orders with the simulated gateway's payment methods
 * @param reviewTimeout how long a review is waited for; zero when that is not told
 * @param pendingTooLong an order that is PENDING for longer needs somebody's look
 * @param paymentFunction payment-service's function, by name or ARN with its alias; empty when it is not told
 * @param inventoryFunction inventory-service's, likewise
 */
record DeskSettings(
        boolean places,
        Duration reviewTimeout,
        Duration pendingTooLong,
        String paymentFunction,
        String inventoryFunction) {}
