/** Tests of the reader of JSON from outside. */
@NullMarked
package dev.ordersaga.participant.json;

import org.jspecify.annotations.NullMarked;
