/** Lambda on this machine: functions in processes of their own, spoken to over the Runtime API as AWS does. */
@NullMarked
package dev.ordersaga.local.lambda;

import org.jspecify.annotations.NullMarked;
