package dev.ordersaga.order.web;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Up while Step Functions answers and has our state machine. */
final class StepFunctionsHealth extends AbstractHealthIndicator {

    static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SfnClient stepFunctions;
    private final String stateMachineArn;

    StepFunctionsHealth(SfnClient stepFunctions, String stateMachineArn) {
        this.stepFunctions = stepFunctions;
        this.stateMachineArn = stateMachineArn;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        stepFunctions.describeStateMachine(request -> request.stateMachineArn(stateMachineArn)
                .overrideConfiguration(limits -> limits.apiCallTimeout(PATIENCE)));
        health.up();
    }
}
