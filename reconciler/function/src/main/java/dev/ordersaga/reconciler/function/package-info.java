/** The reconciler as a Lambda function: a pass a call. */
@NullMarked
package dev.ordersaga.reconciler.function;

import org.jspecify.annotations.NullMarked;
