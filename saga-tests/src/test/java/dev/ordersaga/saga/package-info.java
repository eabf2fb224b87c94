/** Whole sagas, from a customer's request to the last effect in the last store. */
@NullMarked
package dev.ordersaga.saga;

import org.jspecify.annotations.NullMarked;
