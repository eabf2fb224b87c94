/** The payments' door for Step Functions: one Lambda function, one action a payload. */
@NullMarked
package dev.ordersaga.payment.function;

import org.jspecify.annotations.NullMarked;
