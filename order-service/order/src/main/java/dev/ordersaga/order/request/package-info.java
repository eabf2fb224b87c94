/** What a customer asks for: checked, priced, and placed once for an idempotency key. */
@NullMarked
package dev.ordersaga.order.request;

import org.jspecify.annotations.NullMarked;
