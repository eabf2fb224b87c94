/** What goes on, told to open pages as it happens. */
@NullMarked
package dev.ordersaga.console.live;

import org.jspecify.annotations.NullMarked;
