/** What CONTRIBUTING.md says of the whole repository: which room may know which, and how its code is kept. */
@NullMarked
package dev.ordersaga.saga.rooms;

import org.jspecify.annotations.NullMarked;
