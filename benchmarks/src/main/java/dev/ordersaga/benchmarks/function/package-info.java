/** What the start of a function costs, beside the same handler without Spring. */
@NullMarked
package dev.ordersaga.benchmarks.function;

import org.jspecify.annotations.NullMarked;
