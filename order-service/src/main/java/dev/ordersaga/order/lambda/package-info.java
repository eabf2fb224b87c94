/** The other services, asked through their Lambda functions: their tables are nobody's but theirs. */
@NullMarked
package dev.ordersaga.order.lambda;

import org.jspecify.annotations.NullMarked;
