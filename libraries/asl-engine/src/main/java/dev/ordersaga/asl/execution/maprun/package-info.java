/** Map Runs: the children of a distributed Map, from where their items are read to where their results are written. */
@NullMarked
package dev.ordersaga.asl.execution.maprun;

import org.jspecify.annotations.NullMarked;
