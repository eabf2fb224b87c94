/** What a way through a saga costs and how long it may take. */
@NullMarked
package dev.ordersaga.definition.cost;

import org.jspecify.annotations.NullMarked;
