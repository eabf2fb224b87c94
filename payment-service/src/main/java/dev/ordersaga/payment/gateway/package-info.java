/** A card gateway to develop and test against: another party, with books of its own that no payment code reads. */
@NullMarked
package dev.ordersaga.payment.gateway;

import org.jspecify.annotations.NullMarked;
