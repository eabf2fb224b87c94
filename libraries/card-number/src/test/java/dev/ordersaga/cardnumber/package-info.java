/** Tests of what is taken for a card number. */
@NullMarked
package dev.ordersaga.cardnumber;

import org.jspecify.annotations.NullMarked;
