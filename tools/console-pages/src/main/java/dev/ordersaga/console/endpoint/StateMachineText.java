package dev.ordersaga.console.endpoint;

import java.time.Instant;

/**
 * A state machine, or the revision of it that an execution runs.
 *
 * @param definition in the Amazon States Language
 * @param since when it was created, or updated last
 */
public record StateMachineText(String arn, String name, boolean express, String definition, Instant since) {}
