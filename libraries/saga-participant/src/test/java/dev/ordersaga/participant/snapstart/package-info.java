/** Priming, whoever takes the picture. */
@NullMarked
package dev.ordersaga.participant.snapstart;

import org.jspecify.annotations.NullMarked;
