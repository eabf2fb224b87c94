package dev.ordersaga.order.reconciler;

import dev.ordersaga.order.dynamodb.DynamoDbOrders;
import dev.ordersaga.order.lambda.LambdaHoldings;
import dev.ordersaga.order.reconciliation.Reconciler;
import dev.ordersaga.order.stepfunctions.Pace;
import dev.ordersaga.order.stepfunctions.StateMachineArn;
import dev.ordersaga.order.stepfunctions.StepFunctionsRuns;
import java.time.Clock;

/**
 * Where the parts are that the reconciler compares.
 *
 * @param paymentFunction name or ARN, with the alias
 * @param inventoryFunction name or ARN, with the alias
 */
record Places(String stateMachine, String ordersTable, String paymentFunction, String inventoryFunction) {

    Reconciler reconciler(Clients clients) {
        return new Reconciler(
                new DynamoDbOrders(clients.dynamoDb(), ordersTable),
                StepFunctionsRuns.ofOrders(
                        clients.stepFunctions(), new StateMachineArn(stateMachine), Pace.unhurried()),
                LambdaHoldings.ofPayments(clients.lambda(), paymentFunction),
                LambdaHoldings.ofReservations(clients.lambda(), inventoryFunction),
                Clock.systemUTC());
    }
}
