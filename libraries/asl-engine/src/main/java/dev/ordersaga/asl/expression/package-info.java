/** What a state machine computes with its data: JSONPath and JSONata, parsed once and evaluated many times. */
@NullMarked
package dev.ordersaga.asl.expression;

import org.jspecify.annotations.NullMarked;
