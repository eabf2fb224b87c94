/** One run of a state machine: events in, history out; time, threads, ids and jitter are passed in by the host. */
@NullMarked
package dev.ordersaga.asl.execution;

import org.jspecify.annotations.NullMarked;
