/** What an execution costs in the engine alone: no HTTP, no DynamoDB, no thread but the benchmark's. */
@org.jspecify.annotations.NullMarked
package dev.ordersaga.benchmarks.engine;
