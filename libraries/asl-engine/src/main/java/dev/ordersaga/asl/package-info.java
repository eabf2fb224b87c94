/** A state machine as its author wrote it: parsed from the Amazon States Language, checked, and kept as immutable data. */
@NullMarked
package dev.ordersaga.asl;

import org.jspecify.annotations.NullMarked;
