/** EventBridge as far as publishers see it: buses that take events, and a record of every event for those who test. */
@NullMarked
package dev.ordersaga.local.events;

import org.jspecify.annotations.NullMarked;
