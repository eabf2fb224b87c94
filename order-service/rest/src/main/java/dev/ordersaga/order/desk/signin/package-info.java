/** How people sign in to the desk at the issuer and out again, and how a browser is known in between. */
@NullMarked
package dev.ordersaga.order.desk.signin;

import org.jspecify.annotations.NullMarked;
