/** A Lambda function that stands before another and loses what the tests say; it needs nothing but the JDK. */
@NullMarked
package dev.ordersaga.saga.faulty;

import org.jspecify.annotations.NullMarked;
