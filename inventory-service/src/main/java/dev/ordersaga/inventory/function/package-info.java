/** The stock's door for Step Functions and operators: one Lambda function, one action a payload. */
@NullMarked
package dev.ordersaga.inventory.function;

import org.jspecify.annotations.NullMarked;
