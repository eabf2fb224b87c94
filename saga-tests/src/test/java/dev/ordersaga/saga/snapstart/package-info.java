/** The functions as Lambda's SnapStart sees them: started, primed, restored, called. */
@NullMarked
package dev.ordersaga.saga.snapstart;

import org.jspecify.annotations.NullMarked;
