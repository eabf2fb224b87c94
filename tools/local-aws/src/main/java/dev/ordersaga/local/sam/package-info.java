/** What a SAM template describes, deployed as far as it runs here. */
@NullMarked
package dev.ordersaga.local.sam;

import org.jspecify.annotations.NullMarked;
