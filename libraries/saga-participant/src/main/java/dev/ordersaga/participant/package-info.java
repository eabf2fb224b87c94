/** How a participant of a saga does each step exactly once and undoes it safely, whatever arrives twice, late or never. */
@NullMarked
package dev.ordersaga.participant;

import org.jspecify.annotations.NullMarked;
