/** What one pass has found and done. */
@NullMarked
package dev.ordersaga.reconciler.report;

import org.jspecify.annotations.NullMarked;
