/**
 * The fault matrix: the shipped definitions, the services' own handlers and a real DynamoDB Local in one JVM and in virtual
 * time, with every fault at every place, and the books audited after each run.
 */
@NullMarked
package dev.ordersaga.saga.matrix;

import org.jspecify.annotations.NullMarked;
