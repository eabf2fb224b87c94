/** Failures on request: what Lambda does on a bad day, done to the invocations a test names. */
@NullMarked
package dev.ordersaga.local.faults;

import org.jspecify.annotations.NullMarked;
