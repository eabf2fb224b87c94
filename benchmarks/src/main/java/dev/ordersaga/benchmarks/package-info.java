/** What it costs, measured: a command and the figures that it prints and keeps. */
@NullMarked
package dev.ordersaga.benchmarks;

import org.jspecify.annotations.NullMarked;
