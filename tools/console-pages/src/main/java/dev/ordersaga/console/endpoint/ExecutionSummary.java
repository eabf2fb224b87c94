package dev.ordersaga.console.endpoint;

import java.time.Instant;
import java.util.Optional;

/** An execution in a list. */
public record ExecutionSummary(String arn, String name, RunStatus status, Instant started, Optional<Instant> stopped) {}
