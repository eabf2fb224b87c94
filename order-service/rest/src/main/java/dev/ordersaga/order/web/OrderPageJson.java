package dev.ordersaga.order.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of orders.
 *
 * @param next what to send as {@code after} for the next page, null on the last
 */
record OrderPageJson(List<OrderJson> orders, @Nullable String next) {}
