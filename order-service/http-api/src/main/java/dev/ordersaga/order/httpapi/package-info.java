/** REST as a Lambda function: an event of an API Gateway HTTP API in, its answer out. */
@NullMarked
package dev.ordersaga.order.httpapi;

import org.jspecify.annotations.NullMarked;
