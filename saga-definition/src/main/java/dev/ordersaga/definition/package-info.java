/** The sagas' definitions as the other rooms read them, and what is made from them: their drawings. */
@NullMarked
package dev.ordersaga.definition;

import org.jspecify.annotations.NullMarked;
