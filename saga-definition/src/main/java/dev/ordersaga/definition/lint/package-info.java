/** What is wrong with a saga: one small class for each rule. */
@NullMarked
package dev.ordersaga.definition.lint;

import org.jspecify.annotations.NullMarked;
