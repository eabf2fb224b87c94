/** The program behind {@code ./run}: starts the whole suite on this machine, carries orders through, and stays up. */
@NullMarked
package dev.ordersaga.tour;

import org.jspecify.annotations.NullMarked;
