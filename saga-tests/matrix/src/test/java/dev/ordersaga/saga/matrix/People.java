package dev.ordersaga.saga.matrix;

import dev.ordersaga.order.DecideRepair;
import dev.ordersaga.order.DecideReview;
import dev.ordersaga.order.NoReviewWaiting;
import dev.ordersaga.order.NothingToRepair;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.RepairDecision.Resolution;
import dev.ordersaga.order.RequestCancellation;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.TooLateToCancel;
import dev.ordersaga.order.UnknownOrder;
import dev.ordersaga.order.dynamodb.DynamoDbOrders;
import dev.ordersaga.order.saga.FindOrder;
import dev.ordersaga.order.saga.Sagas;
import dev.ordersaga.saga.services.ProcessDied;
import dev.ordersaga.saga.services.Stores;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The customer, the reviewer and the operator: what REST does for them, by the order service's own classes. */
final class People {

    /** How a request ended. */
    enum Heard {
        /** It was accepted. */
        YES,
        /** It was refused. */
        NO,
        /** No answer came; whoever asked asks again. */
        NOTHING
    }

    private final FindOrder findOrder;
    private final RequestCancellation requestCancellation;
    private final DecideReview decideReview;
    private final DecideRepair decideRepair;

    People(DynamoDbClient dynamoDb, Sagas sagas, Clock clock) {
        DynamoDbOrders orders = new DynamoDbOrders(dynamoDb, Stores.ORDERS);
        this.findOrder = new FindOrder(orders, sagas, clock);
        this.requestCancellation = new RequestCancellation(orders, sagas, sagas, clock);
        this.decideReview = new DecideReview(orders, sagas, clock);
        this.decideRepair = new DecideRepair(orders, sagas, clock);
    }

    Heard cancel(String orderId) {
        return heard(() -> requestCancellation.cancel(
                findOrder.find(new OrderId(orderId)).orElseThrow(() -> new UnknownOrder("no order " + orderId)),
                "customer-1",
                "changed my mind"));
    }

    Heard review(String orderId, Review.Decision decision) {
        return heard(() -> decideReview.decide(new OrderId(orderId), decision, "operator-1", "looked at it"));
    }

    Heard repair(String orderId, Resolution resolution) {
        return heard(() -> decideRepair.decide(new OrderId(orderId), resolution, "operator-1", "told to"));
    }

    private static Heard heard(Runnable request) {
        try {
            request.run();
            return Heard.YES;
        } catch (TooLateToCancel | UnknownOrder | NoReviewWaiting | NothingToRepair e) {
            return Heard.NO;
        } catch (RuntimeException | ProcessDied e) {
            return Heard.NOTHING;
        }
    }
}
