/** The console behind Undertow. */
@NullMarked
package dev.ordersaga.console.server;

import org.jspecify.annotations.NullMarked;
