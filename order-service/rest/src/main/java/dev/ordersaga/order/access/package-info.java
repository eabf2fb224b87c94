/** Who asks, in which role, and which orders are theirs to see; the same for those who send tokens and those who sit at the desk. */
@NullMarked
package dev.ordersaga.order.access;

import org.jspecify.annotations.NullMarked;
