/** The stock: what is on hand, what is reserved for which order, and the rules by which it moves. */
@NullMarked
package dev.ordersaga.inventory;

import org.jspecify.annotations.NullMarked;
