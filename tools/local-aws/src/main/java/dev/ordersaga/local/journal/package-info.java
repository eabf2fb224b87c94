/** The journal on disk: what came in, written down before anybody sees what came of it, and read again after a kill. */
@NullMarked
package dev.ordersaga.local.journal;

import org.jspecify.annotations.NullMarked;
