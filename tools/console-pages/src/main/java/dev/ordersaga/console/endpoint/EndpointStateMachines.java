package dev.ordersaga.console.endpoint;

import java.util.Optional;

/** The state machines of an endpoint. Every method may wait, and throws {@link EndpointRefused} or {@link EndpointAway}. */
public interface EndpointStateMachines {

    /**
     * In the endpoint's own order.
     *
     * @param from where an earlier part said that the list goes on; empty for its beginning
     */
    ListPart<StateMachineSummary> list(Optional<String> from);

    StateMachineText describe(String machineArn);
}
