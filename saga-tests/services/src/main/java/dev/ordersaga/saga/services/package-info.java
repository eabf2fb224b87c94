/**
 * The three services' own handlers in one JVM, over their own DynamoDB classes and a real DynamoDB Local; what the fault matrix and the
 * tests that kill processes stand on.
 */
@NullMarked
package dev.ordersaga.saga.services;

import org.jspecify.annotations.NullMarked;
