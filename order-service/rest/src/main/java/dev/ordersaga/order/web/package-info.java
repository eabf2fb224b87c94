/** What customers and operators call: REST, with problem details (RFC 9457) for every request that is refused. */
@NullMarked
package dev.ordersaga.order.web;

import org.jspecify.annotations.NullMarked;
