/** What is sold, and for how much: our prices, the only ones that count. */
@NullMarked
package dev.ordersaga.order.catalogue;

import org.jspecify.annotations.NullMarked;
