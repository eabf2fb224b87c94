/** Orders sent to the whole suite, as customers send them, and small executions sent to local-aws. */
@NullMarked
package dev.ordersaga.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
