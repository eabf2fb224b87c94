/** The whole of the local AWS, put together: started from a test or from the command line, closed as one. */
@NullMarked
package dev.ordersaga.local;

import org.jspecify.annotations.NullMarked;
