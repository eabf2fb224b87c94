/** The order saga's definition as the other rooms read it, and what is made from it: its drawing. */
@NullMarked
package dev.ordersaga.definition;

import org.jspecify.annotations.NullMarked;
