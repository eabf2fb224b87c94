/** How long an execution may take on its way through a definition's graph. */
@NullMarked
package dev.ordersaga.linter.graph;

import org.jspecify.annotations.NullMarked;
