/** What Step Functions and operators call: one Lambda function; each payload names one action on the stock. */
@NullMarked
package dev.ordersaga.inventory.function;

import org.jspecify.annotations.NullMarked;
