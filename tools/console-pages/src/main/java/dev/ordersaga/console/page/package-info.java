/** The console's pages: lists of machines and executions, a run, a definition, and what a person may do with them. */
@NullMarked
package dev.ordersaga.console.page;

import org.jspecify.annotations.NullMarked;
