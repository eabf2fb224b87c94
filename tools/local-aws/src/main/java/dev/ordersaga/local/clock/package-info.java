/** Local time: the machine's until somebody moves it on or lets it run faster, and the alarms that follow it. */
@NullMarked
package dev.ordersaga.local.clock;

import org.jspecify.annotations.NullMarked;
