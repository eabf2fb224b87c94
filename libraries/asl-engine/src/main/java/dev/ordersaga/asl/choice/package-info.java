/** The conditions of a Choice state: comparisons as data, an operator and its operand, and what combines them. */
@NullMarked
package dev.ordersaga.asl.choice;

import org.jspecify.annotations.NullMarked;
