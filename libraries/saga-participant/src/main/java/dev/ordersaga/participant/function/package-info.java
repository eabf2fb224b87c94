/** How a participant's actions are reached as one Lambda function: a strict payload in, an answer or a named error out. */
@NullMarked
package dev.ordersaga.participant.function;

import org.jspecify.annotations.NullMarked;
