/** What is wrong with a saga: one small class for each rule. */
@NullMarked
package dev.ordersaga.linter;

import org.jspecify.annotations.NullMarked;
