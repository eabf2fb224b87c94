package dev.ordersaga.console.endpoint;

import java.util.Optional;

/** Inputs to start a machine with. */
public interface SampleInputs {

    /** A sample, as JSON text; empty where the machine has none. */
    Optional<String> of(String machineArn);
}
