package dev.ordersaga.asl.execution;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One attempt at a task that has been handed out, and how the history calls it. */
record Attempt(
        ResourceKind kind, @Nullable String token, @Nullable Duration heartbeat) {}
