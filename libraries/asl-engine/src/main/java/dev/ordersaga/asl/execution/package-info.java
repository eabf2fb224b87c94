/** One run of a state machine: events in, history out; time, threads, ids and jitter belong to whoever runs it. */
@NullMarked
package dev.ordersaga.asl.execution;

import org.jspecify.annotations.NullMarked;
