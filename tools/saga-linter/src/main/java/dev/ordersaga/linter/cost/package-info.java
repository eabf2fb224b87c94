/** What a way through a saga costs and how long it may take. */
@NullMarked
package dev.ordersaga.linter.cost;

import org.jspecify.annotations.NullMarked;
