/** What it costs that nothing is lost: executions with a journal on this machine's disk. */
@NullMarked
package dev.ordersaga.benchmarks.durable;

import org.jspecify.annotations.NullMarked;
