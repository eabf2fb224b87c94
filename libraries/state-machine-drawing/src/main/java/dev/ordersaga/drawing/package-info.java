/** A state machine drawn for a reader, as SVG with an id for each state and each edge. */
@NullMarked
package dev.ordersaga.drawing;

import org.jspecify.annotations.NullMarked;
