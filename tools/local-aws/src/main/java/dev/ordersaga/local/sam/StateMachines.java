package dev.ordersaga.local.sam;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Step Functions, as a deployment needs it. */
public interface StateMachines {

    /**
     * Makes a state machine, or gives the one of that name a new definition.
     *
     * @param express whether it is an Express one; an existing one stays what it is
     * @param definition the ASL text, its substitutions made
     * @param logging CreateStateMachine's {@code loggingConfiguration}; empty for none
     * @return its ARN
     */
    String createOrUpdate(
            String name, boolean express, String definition, String roleArn, Optional<ObjectNode> logging);
}
