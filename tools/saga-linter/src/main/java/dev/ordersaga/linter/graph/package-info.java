/** How an execution may go through a definition's graph, how long that may take, and what its tasks do. */
@NullMarked
package dev.ordersaga.linter.graph;

import org.jspecify.annotations.NullMarked;
