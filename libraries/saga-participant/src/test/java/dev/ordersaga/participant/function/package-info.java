/** Payloads that fit and payloads that do not. */
@NullMarked
package dev.ordersaga.participant.function;

import org.jspecify.annotations.NullMarked;
