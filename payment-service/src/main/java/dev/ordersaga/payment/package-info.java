/** Payments: an order's money is charged at most once, and given back whenever it must not be kept. */
@NullMarked
package dev.ordersaga.payment;

import org.jspecify.annotations.NullMarked;
