/** Sagas as Step Functions executions: started under the order's id, described and told step by step. */
@NullMarked
package dev.ordersaga.order.stepfunctions;

import org.jspecify.annotations.NullMarked;
