/** Orders and products as items of DynamoDB tables; every change of an order is one conditional write on its version. */
@NullMarked
package dev.ordersaga.order.dynamodb;

import org.jspecify.annotations.NullMarked;
