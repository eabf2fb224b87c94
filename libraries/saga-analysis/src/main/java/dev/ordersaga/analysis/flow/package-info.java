/** How an execution may go through a definition's graph, and what its tasks do. */
@NullMarked
package dev.ordersaga.analysis.flow;

import org.jspecify.annotations.NullMarked;
