/** EventBridge: buses that take events, rules that bring them to targets, and a record of every event for those who test. */
@NullMarked
package dev.ordersaga.local.events;

import org.jspecify.annotations.NullMarked;
