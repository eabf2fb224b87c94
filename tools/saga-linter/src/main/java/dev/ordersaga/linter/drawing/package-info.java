/** A state machine drawn for a reader. */
@NullMarked
package dev.ordersaga.linter.drawing;

import org.jspecify.annotations.NullMarked;
