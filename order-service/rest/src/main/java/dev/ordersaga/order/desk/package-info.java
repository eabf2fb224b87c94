/** The desk: pages for customers, who see their own orders, and for operators, who see what waits for a person. */
@NullMarked
package dev.ordersaga.order.desk;

import org.jspecify.annotations.NullMarked;
