/** local-aws, killed as a process at random moments while orders flow, and what is found afterwards. */
@NullMarked
package dev.ordersaga.saga.kill;

import org.jspecify.annotations.NullMarked;
