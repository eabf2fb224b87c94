/** What is found in sagas and what they cost, as a page that needs no server. */
@NullMarked
package dev.ordersaga.linter.page;

import org.jspecify.annotations.NullMarked;
