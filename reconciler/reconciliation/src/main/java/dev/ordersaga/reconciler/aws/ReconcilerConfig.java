package dev.ordersaga.reconciler.aws;

import dev.ordersaga.order.DecideRepair;
import dev.ordersaga.order.DecideReview;
import dev.ordersaga.order.Sagas;
import dev.ordersaga.order.dynamodb.DynamoDbOrders;
import dev.ordersaga.order.stepfunctions.StateMachineArn;
import dev.ordersaga.order.stepfunctions.StepFunctionsSagas;
import dev.ordersaga.reconciler.Decisions;
import dev.ordersaga.reconciler.Reconciler;
import java.time.Clock;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Where the parts are that the reconciler compares.
 *
 * @param paymentFunction name or ARN, with the alias
 * @param inventoryFunction name or ARN, with the alias
 */
public record Places(
        String stateMachine,
        String refundStateMachine,
        String ordersTable,
        String paymentFunction,
        String inventoryFunction) {

    public Reconciler reconciler(Clients clients) {
        SfnClient stepFunctions = clients.stepFunctions();
        StateMachineArn saga = new StateMachineArn(stateMachine);
        StateMachineArn refund = new StateMachineArn(refundStateMachine);
        Clock clock = Clock.systemUTC();
        DynamoDbOrders orders = new DynamoDbOrders(clients.dynamoDb(), ordersTable);
        Sagas sagas = new StepFunctionsSagas(stepFunctions, saga, refund);
        return new Reconciler(
                new Reconciler.Parts(
                        orders,
                        StepFunctionsRuns.ofOrders(stepFunctions, saga, clients.pace()),
                        StepFunctionsRuns.ofRefunds(stepFunctions, refund, clients.pace()),
                        Decisions.by(new DecideRepair(orders, sagas, clock), new DecideReview(orders, sagas, clock)),
                        LambdaHoldings.ofPayments(clients.lambda(), paymentFunction),
                        LambdaHoldings.ofReservations(clients.lambda(), inventoryFunction)),
                clock);
    }
}
