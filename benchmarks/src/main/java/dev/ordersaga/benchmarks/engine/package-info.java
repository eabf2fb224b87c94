/** What an execution costs in the engine alone: no HTTP, no DynamoDB, no thread but the benchmark's. */
@NullMarked
package dev.ordersaga.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
