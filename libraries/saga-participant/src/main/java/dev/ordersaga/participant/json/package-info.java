/** The one reader of JSON from outside: strict, bounded, and silent about values. */
@NullMarked
package dev.ordersaga.participant.json;

import org.jspecify.annotations.NullMarked;
