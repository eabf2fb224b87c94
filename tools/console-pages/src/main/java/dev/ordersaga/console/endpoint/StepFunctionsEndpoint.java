package dev.ordersaga.console.endpoint;

import java.time.Duration;
import java.util.Optional;

/**
 * An endpoint of Step Functions, with what it can do.
 *
 * @param title what people call it, such as {@code local-aws} or {@code AWS eu-west-1}
 * @param changes empty where nothing may be changed
 * @param redrives whether it knows RedriveExecution
 * @param every how often it may be asked what is new
 */
public record StepFunctionsEndpoint(
        String title,
        EndpointStateMachines machines,
        EndpointExecutions executions,
        Optional<Changes> changes,
        boolean redrives,
        Optional<FunctionLogs> logs,
        Optional<InjectedFaults> faults,
        Optional<Publications> publications,
        Optional<SampleInputs> samples,
        Duration every) {}
