/** What the console asks of an endpoint of Step Functions, and what only some endpoints have. */
@NullMarked
package dev.ordersaga.console.endpoint;

import org.jspecify.annotations.NullMarked;
