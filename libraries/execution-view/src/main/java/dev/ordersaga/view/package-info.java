/** What an execution did: a history, from whichever service it comes, read as what became of each state of the definition. */
@NullMarked
package dev.ordersaga.view;

import org.jspecify.annotations.NullMarked;
