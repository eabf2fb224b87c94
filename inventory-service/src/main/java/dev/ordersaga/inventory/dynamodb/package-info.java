/** The stock in DynamoDB: each change of it is one transaction together with the record that it happened. */
@NullMarked
package dev.ordersaga.inventory.dynamodb;

import org.jspecify.annotations.NullMarked;
