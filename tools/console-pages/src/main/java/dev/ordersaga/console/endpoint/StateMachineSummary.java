package dev.ordersaga.console.endpoint;

import java.time.Instant;

/**
 * A state machine in a list.
 *
 * @param express whether it keeps no history that could be shown
 */
public record StateMachineSummary(String arn, String name, boolean express, Instant created) {}
