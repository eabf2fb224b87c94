package dev.ordersaga.reconciler.aws;

import dev.ordersaga.reconciler.Reconciler;
import java.time.Clock;

/**
 * Where the parts are that the reconciler compares.
 *
 * @param stateMachine the ARN of the one that carries orders
 * @param refundStateMachine the ARN of the one that takes them back
 * @param orderFunction name or ARN, with the alias
 * @param paymentFunction name or ARN, with the alias
 * @param inventoryFunction name or ARN, with the alias
 */
public record ReconcilerConfig(
        String stateMachine,
        String refundStateMachine,
        String orderFunction,
        String paymentFunction,
        String inventoryFunction) {

    /** A reconciler that asks with these. */
    public Reconciler reconciler(Clients clients) {
        return new Reconciler(
                new Reconciler.Parts(
                        new LambdaOrderService(new ServiceFunction(clients.lambda(), "order-service", orderFunction)),
                        executions(clients, stateMachine),
                        executions(clients, refundStateMachine),
                        LambdaHoldings.ofPayments(clients.lambda(), paymentFunction),
                        LambdaHoldings.ofReservations(clients.lambda(), inventoryFunction)),
                Clock.systemUTC());
    }

    private static StepFunctionsExecutions executions(Clients clients, String arn) {
        return new StepFunctionsExecutions(
                clients.stepFunctions(), new StateMachineArn(arn), clients.stepFunctionsRate());
    }
}
