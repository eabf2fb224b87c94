/** Priming, whoever takes the snapshot. */
@NullMarked
package dev.ordersaga.participant.snapstart;

import org.jspecify.annotations.NullMarked;
