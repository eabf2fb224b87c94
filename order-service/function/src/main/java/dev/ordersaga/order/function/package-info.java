/** What the saga calls: one Lambda function whose payload's {@code action} names the step to do or to undo. */
@NullMarked
package dev.ordersaga.order.function;

import org.jspecify.annotations.NullMarked;
