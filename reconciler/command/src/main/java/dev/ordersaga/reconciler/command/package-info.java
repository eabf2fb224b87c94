/** The reconciler as a command: a pass each time that it is typed. */
@NullMarked
package dev.ordersaga.reconciler.command;

import org.jspecify.annotations.NullMarked;
