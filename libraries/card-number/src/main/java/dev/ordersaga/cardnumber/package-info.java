/** Tells a card number in a text where none may be, the same to every service that looks for one. */
@NullMarked
package dev.ordersaga.cardnumber;

import org.jspecify.annotations.NullMarked;
