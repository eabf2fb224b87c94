/** The execution that carries an order, as far as it tells where the order stands. */
@NullMarked
package dev.ordersaga.order.saga;

import org.jspecify.annotations.NullMarked;
