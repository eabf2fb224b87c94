/** A real browser for tests of pages: found, or the test skipped with the reason; asked for accessibility; photographed. */
@NullMarked
package dev.ordersaga.browser;

import org.jspecify.annotations.NullMarked;
