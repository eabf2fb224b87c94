/** Which states of a saga do something, which undo it and which is the pivot, read from comments and names. */
@NullMarked
package dev.ordersaga.analysis;

import org.jspecify.annotations.NullMarked;
