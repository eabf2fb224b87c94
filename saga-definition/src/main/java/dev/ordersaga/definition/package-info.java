/** The sagas' definitions and sample payloads, as the other rooms read them. */
@NullMarked
package dev.ordersaga.definition;

import org.jspecify.annotations.NullMarked;
