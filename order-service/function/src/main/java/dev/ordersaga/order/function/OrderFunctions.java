package dev.ordersaga.order.function;

import dev.ordersaga.order.BeginCancellation;
import dev.ordersaga.order.CancelOrder;
import dev.ordersaga.order.ConfirmOrder;
import dev.ordersaga.order.CreateOrder;
import dev.ordersaga.order.DecideRepair;
import dev.ordersaga.order.DecideReview;
import dev.ordersaga.order.DeliverDecision;
import dev.ordersaga.order.OrderBook;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderMoves;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Orders;
import dev.ordersaga.order.RejectOrder;
import dev.ordersaga.order.RequestRepair;
import dev.ordersaga.order.RequestReview;
import dev.ordersaga.order.SettleConfirmation;
import dev.ordersaga.order.SettleReview;
import dev.ordersaga.order.WaitingTasks;
import dev.ordersaga.order.catalogue.Catalogue;
import dev.ordersaga.order.catalogue.ListProduct;
import dev.ordersaga.order.dynamodb.DynamoDbCatalogue;
import dev.ordersaga.order.dynamodb.DynamoDbOrderBook;
import dev.ordersaga.order.dynamodb.DynamoDbOrders;
import dev.ordersaga.order.function.Payloads.BeginCancellationRequest;
import dev.ordersaga.order.function.Payloads.CancelOrderRequest;
import dev.ordersaga.order.function.Payloads.CreateOrderRequest;
import dev.ordersaga.order.function.Payloads.LeftOver;
import dev.ordersaga.order.function.Payloads.ListProductAnswer;
import dev.ordersaga.order.function.Payloads.ListProductRequest;
import dev.ordersaga.order.function.Payloads.OrderIdRequest;
import dev.ordersaga.order.function.Payloads.RejectOrderAnswer;
import dev.ordersaga.order.function.Payloads.RejectOrderRequest;
import dev.ordersaga.order.function.Payloads.RequestRepairRequest;
import dev.ordersaga.order.function.Payloads.RequestReviewRequest;
import dev.ordersaga.order.function.Payloads.SettleConfirmationAnswer;
import dev.ordersaga.order.function.Payloads.SettleReviewAnswer;
import dev.ordersaga.order.function.Payloads.StatusAnswer;
import dev.ordersaga.order.stepfunctions.StepFunctionsTasks;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.function.Actions;
import dev.ordersaga.participant.function.ParticipantFunction;
import dev.ordersaga.participant.function.ParticipantFunction.CallTimeouts;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.function.context.FunctionalSpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * The order service as a Lambda function (MAIN_CLASS). It needs ORDERS_TABLE, PRODUCTS_TABLE and SAGA_STEPS_TABLE, and the
 * AWS SDK's own settings. Beans are registered as functions, without scanning: that is what a cold start pays for.
 */
public final class OrderFunctions implements ApplicationContextInitializer<GenericApplicationContext> {

    /** Attempts end well within the function's ten seconds, so that a caller learns an error and not a timeout. */
    private static final CallTimeouts TIMEOUTS = new CallTimeouts(Duration.ofSeconds(3), Duration.ofSeconds(7), 3);

    /** Starts the function outside Lambda, where the runtime does not. */
    public static void main(String... args) {
        new FunctionalSpringApplication(OrderFunctions.class).run(args);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        ParticipantFunction.register(context, TIMEOUTS, OrderFunctions::actions);
    }

    private static Actions actions(DynamoDbClient dynamoDb, Environment environment) {
        Clock clock = Clock.systemUTC();
        Fence fence = new Fence(dynamoDb, environment.getRequiredProperty("SAGA_STEPS_TABLE"), clock);
        DynamoDbOrders orders = new DynamoDbOrders(dynamoDb, environment.getRequiredProperty("ORDERS_TABLE"));
        OrderBook book = new DynamoDbOrderBook(dynamoDb, environment.getRequiredProperty("ORDERS_TABLE"), fence);
        Catalogue catalogue = new DynamoDbCatalogue(dynamoDb, environment.getRequiredProperty("PRODUCTS_TABLE"));
        WaitingTasks tasks = new StepFunctionsTasks(new Once<>(OrderFunctions::stepFunctions));
        return published(actions(book, catalogue, clock), orders, orders, tasks, clock)
                .rehearsing(fence::rehearse);
    }

    /** Adds what other services may ask of the orders. */
    static Actions published(Actions actions, Orders orders, OrderMoves moves, WaitingTasks tasks, Clock clock) {
        return new PublishedOrders(
                        orders,
                        new DeliverDecision(
                                orders, new DecideRepair(moves, tasks, clock), new DecideReview(moves, tasks, clock)))
                .addTo(actions);
    }

    /** Every step of the saga that is this service's, and its catalogue; {@link #initialize} registers them over the deployed tables. */
    public static Actions actions(OrderBook orders, Catalogue catalogue, Clock clock) {
        Actions actions = new Actions("orderId", UnknownAction::new, InvalidPayload::new);
        add(actions, "createOrder", CreateOrderRequest.class, createOrder(new CreateOrder(orders)));
        add(actions, "requestReview", RequestReviewRequest.class, requestReview(new RequestReview(orders, clock)));
        add(actions, "settleReview", OrderIdRequest.class, settleReview(new SettleReview(orders, clock)));
        add(actions, "confirmOrder", OrderIdRequest.class, confirmOrder(new ConfirmOrder(orders)));
        add(actions, "settleConfirmation", OrderIdRequest.class, settleConfirmation(new SettleConfirmation(orders)));
        add(actions, "rejectOrder", RejectOrderRequest.class, rejectOrder(new RejectOrder(orders)));
        add(actions, "requestRepair", RequestRepairRequest.class, requestRepair(new RequestRepair(orders)));
        add(
                actions,
                "beginCancellation",
                BeginCancellationRequest.class,
                beginCancellation(new BeginCancellation(orders)));
        add(actions, "cancelOrder", CancelOrderRequest.class, cancelOrder(new CancelOrder(orders)));
        add(actions, "listProduct", ListProductRequest.class, listProduct(new ListProduct(catalogue)));
        return actions;
    }

    private static <I extends Record, O> void add(
            Actions actions, String name, Class<I> request, Function<I, O> handler) {
        actions.on(name, request, UnansweredCalls.named(name, handler));
    }

    private static Function<CreateOrderRequest, StatusAnswer> createOrder(CreateOrder step) {
        return request -> {
            step.create(new OrderId(request.orderId()), request.details());
            return new StatusAnswer(request.orderId(), OrderStatus.PENDING);
        };
    }

    private static Function<RequestReviewRequest, StatusAnswer> requestReview(RequestReview step) {
        return request -> {
            step.request(new OrderId(request.orderId()), request.taskToken());
            return new StatusAnswer(request.orderId(), OrderStatus.PENDING);
        };
    }

    private static Function<OrderIdRequest, SettleReviewAnswer> settleReview(SettleReview step) {
        return request -> new SettleReviewAnswer(request.orderId(), step.settle(new OrderId(request.orderId())));
    }

    private static Function<BeginCancellationRequest, StatusAnswer> beginCancellation(BeginCancellation step) {
        return request -> new StatusAnswer(
                request.orderId(),
                step.begin(
                        new OrderId(request.orderId()), request.cancellation().attribution()));
    }

    private static Function<CancelOrderRequest, StatusAnswer> cancelOrder(CancelOrder step) {
        return request -> {
            step.cancel(new OrderId(request.orderId()), LeftOver.residuals(request.residuals()));
            return new StatusAnswer(request.orderId(), OrderStatus.CANCELLED);
        };
    }

    private static Function<OrderIdRequest, StatusAnswer> confirmOrder(ConfirmOrder step) {
        return request -> {
            step.confirm(new OrderId(request.orderId()));
            return new StatusAnswer(request.orderId(), OrderStatus.CONFIRMED);
        };
    }

    private static Function<OrderIdRequest, SettleConfirmationAnswer> settleConfirmation(SettleConfirmation step) {
        return request -> new SettleConfirmationAnswer(request.orderId(), step.settle(new OrderId(request.orderId())));
    }

    private static Function<RejectOrderRequest, RejectOrderAnswer> rejectOrder(RejectOrder step) {
        return request -> {
            OrderBook.Ending ending = step.reject(
                    new OrderId(request.orderId()),
                    request.order().details(),
                    request.reason(),
                    LeftOver.residuals(request.residuals()));
            return new RejectOrderAnswer(request.orderId(), ending.status(), ending.reason());
        };
    }

    private static Function<RequestRepairRequest, StatusAnswer> requestRepair(RequestRepair step) {
        return request -> {
            step.request(
                    new OrderId(request.orderId()),
                    request.order().details(),
                    request.reason(),
                    LeftOver.residuals(request.residuals()),
                    request.taskToken());
            return new StatusAnswer(request.orderId(), OrderStatus.NEEDS_REPAIR);
        };
    }

    private static Function<ListProductRequest, ListProductAnswer> listProduct(ListProduct step) {
        return request -> {
            step.list(request.product());
            return new ListProductAnswer(request.sku());
        };
    }

    private static SfnClient stepFunctions() {
        return SfnClient.builder()
                .httpClient(Apache5HttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(1))
                        .socketTimeout(Duration.ofSeconds(3))
                        .build())
                .overrideConfiguration(limits -> limits.apiCallAttemptTimeout(TIMEOUTS.attempt())
                        .apiCallTimeout(TIMEOUTS.call())
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(TIMEOUTS.attempts())
                                .build()))
                .build();
    }

    /** Made when it is first asked for. */
    private static final class Once<T> implements Supplier<T> {

        private final Supplier<T> maker;
        private @Nullable T made;

        private Once(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized T get() {
            T there = made;
            if (there == null) {
                there = maker.get();
                made = there;
            }
            return there;
        }
    }
}
