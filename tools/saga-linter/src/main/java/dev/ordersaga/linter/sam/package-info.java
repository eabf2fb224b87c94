/** What a SAM template says of a state machine: the functions it calls, what stands in its open places. */
@NullMarked
package dev.ordersaga.linter.sam;

import org.jspecify.annotations.NullMarked;
