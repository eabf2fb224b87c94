/** CloudWatch Logs as far as it is read: log groups, filled by functions, state machines and rules, with filters and pages. */
@NullMarked
package dev.ordersaga.local.logs;

import org.jspecify.annotations.NullMarked;
