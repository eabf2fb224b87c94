/** How a program reads its arguments, and tells in one line which of them it refuses. */
@NullMarked
package dev.ordersaga.commandline;

import org.jspecify.annotations.NullMarked;
