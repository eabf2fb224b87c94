/** What the actions cost DynamoDB, measured. */
@NullMarked
package dev.ordersaga.saga.cost;

import org.jspecify.annotations.NullMarked;
