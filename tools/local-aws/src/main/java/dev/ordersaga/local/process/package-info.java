/** The processes that this one starts: when the parent ends, however it ends, they end. */
@NullMarked
package dev.ordersaga.local.process;

import org.jspecify.annotations.NullMarked;
