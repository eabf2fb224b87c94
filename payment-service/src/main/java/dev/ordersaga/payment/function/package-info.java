/** What Step Functions calls: one Lambda function; each payload names one action on payments. */
@NullMarked
package dev.ordersaga.payment.function;

import org.jspecify.annotations.NullMarked;
