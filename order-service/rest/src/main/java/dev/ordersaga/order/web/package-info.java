/** The door for customers and operators: REST, with problem details (RFC 9457) for everything that is refused. */
@NullMarked
package dev.ordersaga.order.web;

import org.jspecify.annotations.NullMarked;
