/** The reconciler's doors: a Lambda function that a schedule calls, and a command for a person. */
@NullMarked
package dev.ordersaga.order.reconciler;

import org.jspecify.annotations.NullMarked;
