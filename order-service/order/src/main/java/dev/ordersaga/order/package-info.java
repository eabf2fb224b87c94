/**
 * An order: placed once for an idempotency key, priced from our own catalogue, and moved from PENDING to its end by the
 * steps of one saga.
 */
@NullMarked
package dev.ordersaga.order;

import org.jspecify.annotations.NullMarked;
