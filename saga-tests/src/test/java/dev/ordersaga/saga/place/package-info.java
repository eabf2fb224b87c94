/** The places a saga runs in, as one interface, and what customers, staff and auditors can see there. */
@NullMarked
package dev.ordersaga.saga.place;

import org.jspecify.annotations.NullMarked;
