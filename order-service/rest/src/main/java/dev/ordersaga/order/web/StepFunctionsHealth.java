package dev.ordersaga.order.web;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Up while Step Functions answers and has our state machine. */
final class StepFunctionsHealth extends AbstractHealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(StepFunctionsHealth.class);

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SfnClient stepFunctions;
    private final String stateMachineArn;

    StepFunctionsHealth(SfnClient stepFunctions, String stateMachineArn) {
        this.stepFunctions = stepFunctions;
        this.stateMachineArn = stateMachineArn;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        try {
            stepFunctions.describeStateMachine(request -> request.stateMachineArn(stateMachineArn)
                    .overrideConfiguration(limits -> limits.apiCallTimeout(TIMEOUT)));
            health.up();
        } catch (SdkException away) {
            // Whoever may look at the health need not learn what we are made of.
            LOG.warn("Step Functions is not well: {}", away.toString());
            health.down();
        }
    }
}
