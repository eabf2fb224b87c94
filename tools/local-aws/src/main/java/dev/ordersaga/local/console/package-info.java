/** The console of this process: its pages over the services that run here. */
@NullMarked
package dev.ordersaga.local.console;

import org.jspecify.annotations.NullMarked;
