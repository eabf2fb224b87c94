package dev.ordersaga.order.dynamodb;

import static dev.ordersaga.order.OrderFixture.newId;
import static dev.ordersaga.order.OrderFixture.twoTeas;
import static dev.ordersaga.order.OrderFixture.unrefunded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.BeginCancellation;
import dev.ordersaga.order.CancelOrder;
import dev.ordersaga.order.ConfirmOrder;
import dev.ordersaga.order.CreateOrder;
import dev.ordersaga.order.DecideReview;
import dev.ordersaga.order.Line;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderAlreadyConfirmed;
import dev.ordersaga.order.OrderBook;
import dev.ordersaga.order.OrderCancelled;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderNotPending;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.RejectOrder;
import dev.ordersaga.order.Repair;
import dev.ordersaga.order.RepairDecision;
import dev.ordersaga.order.RequestCancellation;
import dev.ordersaga.order.RequestRepair;
import dev.ordersaga.order.RequestReview;
import dev.ordersaga.order.ResidualsLeft;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.ReviewDecided;
import dev.ordersaga.order.SettleConfirmation;
import dev.ordersaga.order.SettleConfirmation.Decision;
import dev.ordersaga.order.SettleReview;
import dev.ordersaga.order.TooLateToCancel;
import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.UnknownOrder;
import dev.ordersaga.order.saga.SagasByHand;
import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.ParticipantBusy;
import dev.ordersaga.participant.StepAlreadyCompensated;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the saga's steps leave in the tables, whatever arrives twice, late, at once, or never hears its answer. */
class DynamoDbOrderBookTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final OrderTables tables = OrderTables.in(dynamoDb);
    private final OrderBook book = book(dynamoDb.client());
    private final DynamoDbOrders orders = new DynamoDbOrders(dynamoDb.client(), tables.orders());

    private final CreateOrder createOrder = new CreateOrder(book);
    private final ConfirmOrder confirmOrder = new ConfirmOrder(book);
    private final SettleConfirmation settleConfirmation = new SettleConfirmation(book);
    private final RejectOrder rejectOrder = new RejectOrder(book);
    private final RequestRepair requestRepair = new RequestRepair(book);

    private OrderBook book(DynamoDbClient client) {
        return new DynamoDbOrderBook(client, tables.orders(), new Fence(client, tables.steps(), Clock.systemUTC()));
    }

    private final SagasByHand sagas = new SagasByHand();
    private final RequestCancellation requestCancellation =
            new RequestCancellation(orders, sagas, sagas, Clock.systemUTC());
    private final DecideReview decideReview = new DecideReview(orders, sagas, Clock.systemUTC());
    private final RequestReview requestReview = new RequestReview(book, Clock.systemUTC());
    private final SettleReview settleReview = new SettleReview(book, Clock.systemUTC());

    private static Attribution customer() {
        return new Attribution("customer-1", Instant.parse("2026-01-31T12:00:00Z"), null);
    }

    private OrderId created() {
        OrderId id = newId();
        createOrder.create(id, twoTeas());
        return id;
    }

    private Order read(OrderId id) {
        return orders.find(id).orElseThrow();
    }

    @Test
    void aCreatedOrderReadsAsItWasWritten() {
        OrderId id = created();

        assertThat(read(id)).isEqualTo(Order.pending(id, twoTeas()));
    }

    @Test
    void everyThingThatAnOrderKnowsReadsAsItWasWritten() {
        Instant at = Instant.parse("2026-01-31T12:00:00.120Z");
        Attribution why = new Attribution("operator-1", at, "seen");
        OrderId id = created();
        requestReview.request(id, "token-1");
        book.change(
                id,
                order -> new Order(
                        id,
                        twoTeas(),
                        OrderStatus.NEEDS_REPAIR,
                        true,
                        "OUT_OF_STOCK",
                        new Repair(
                                unrefunded(),
                                List.of("token-2", "token-3"),
                                true,
                                List.of(
                                        new RepairDecision(
                                                RepairDecision.Resolution.RETRY,
                                                new Attribution("o", at, null),
                                                List.of(),
                                                true),
                                        new RepairDecision(RepairDecision.Resolution.SKIP, why, unrefunded(), false))),
                        new Review(Review.State.APPROVED, List.of("token-1"), at, at, "operator-2", "fine"),
                        new Attribution("customer-1", at, null),
                        order.orElseThrow().version() + 1));

        Order read = read(id);
        assertThat(read.repair().answered()).isTrue();
        assertThat(read.repairs()).hasSize(2);
        assertThat(book.change(id, Optional::orElseThrow)).isEqualTo(read);
        assertThat(read).isEqualTo(OrderRow.read(OrderRow.of(read)));
        assertThat(read.review())
                .isEqualTo(new Review(Review.State.APPROVED, List.of("token-1"), at, at, "operator-2", "fine"));
    }

    @Test
    void aCancellationThatComesBeforeTheOrderIsWrittenWritesItAndItsCreationSucceedsAndItsConfirmationDoesNot() {
        OrderId id = newId();
        requestCancellation.cancel(Order.pending(id, twoTeas()), "customer-1", null);

        createOrder.create(id, twoTeas());
        createOrder.create(id, twoTeas());
        assertThat(read(id).cancellation()).isNotNull();
        assertThatThrownBy(() -> confirmOrder.confirm(id)).isInstanceOf(OrderCancelled.class);
        assertThat(rejectOrder.reject(id, twoTeas(), "CANCELLED_BY_CUSTOMER", List.of()))
                .isEqualTo(new OrderBook.Ending(OrderStatus.CANCELLED, "CANCELLED_BY_CUSTOMER"));
    }

    @Test
    void aReviewSettledTwiceGivesTheFirstAnswer() {
        OrderId id = created();
        requestReview.request(id, "token-1");
        assertThat(settleReview.settle(id)).isEqualTo(Review.State.TIMED_OUT);
        assertThat(settleReview.settle(id)).isEqualTo(Review.State.TIMED_OUT);
        assertThat(read(id).version()).isEqualTo(3);
        assertThatThrownBy(() -> requestReview.request(id, "token-2")).isInstanceOf(ReviewDecided.class);
        assertThatThrownBy(() -> requestReview.request(newId(), "token-1")).isInstanceOf(UnknownOrder.class);
        assertThatThrownBy(() -> settleReview.settle(newId())).isInstanceOf(UnknownOrder.class);
    }

    @Test
    void aReviewDecidedAndSettledAtOnceAgree() throws Exception {
        for (int round = 0; round < 30; round++) {
            OrderId id = created();
            requestReview.request(id, "token-1");
            List<Object> outcomes = atOnce(
                    () -> decideReview
                            .decide(id, Review.Decision.APPROVE, "operator-1", null)
                            .status(),
                    () -> settleReview.settle(id));
            boolean approved = outcomes.contains(OrderStatus.PENDING);

            assertThat(outcomes).contains(approved ? Review.State.APPROVED : Review.State.TIMED_OUT);
            assertThat(settleReview.settle(id)).isEqualTo(approved ? Review.State.APPROVED : Review.State.TIMED_OUT);
        }
    }

    @Test
    void cancellationAndConfirmationAtOnceHaveOneWinnerEveryTime() throws Exception {
        int cancelled = 0;
        int rounds = 400;
        for (int round = 0; round < rounds; round++) {
            OrderId id = created();
            Callable<Object> confirmation = () -> {
                confirmOrder.confirm(id);
                return "confirmed";
            };
            Callable<Object> cancellation = () -> requestCancellation
                                    .cancel(Order.pending(id, twoTeas()), "customer-1", null)
                                    .status()
                            == OrderStatus.CONFIRMED
                    ? "refund"
                    : "cancelled";
            List<Object> outcomes = new ArrayList<>(
                    round % 2 == 0 ? atOnce(confirmation, cancellation) : atOnce(cancellation, confirmation));
            if (round % 2 == 1) {
                Collections.reverse(outcomes);
            }
            Order order = read(id);
            if (order.status() == OrderStatus.CONFIRMED) {
                assertThat(outcomes).containsExactly("confirmed", "refund");
                assertThat(order.cancellation()).isNull();
                assertThat(sagas.refunds).containsKey(id);
            } else {
                cancelled++;
                assertThat(outcomes.get(0)).isInstanceOf(OrderCancelled.class);
                assertThat(outcomes.get(1)).isEqualTo("cancelled");
                assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
                assertThat(sagas.refunds).doesNotContainKey(id);
            }
        }
        assertThat(cancelled).as("both win now and then").isBetween(1, rounds - 1);
    }

    @Test
    void cancellationAndRejectionAtOnceAgree() throws Exception {
        for (int round = 0; round < 50; round++) {
            // Every other order has not been written when both come.
            OrderId id = round % 2 == 0 ? created() : newId();
            List<Object> outcomes = atOnce(
                    () -> rejectOrder.reject(id, twoTeas(), "CARD_DECLINED", List.of()),
                    () -> requestCancellation
                            .cancel(Order.pending(id, twoTeas()), "customer-1", null)
                            .status());
            Order order = read(id);

            if (order.status() == OrderStatus.REJECTED) {
                assertThat(outcomes.get(1)).isInstanceOf(TooLateToCancel.class);
            } else {
                assertThat(order.status()).isEqualTo(OrderStatus.CANCELLED);
            }
            assertThat(outcomes.get(0)).isEqualTo(new OrderBook.Ending(order.status(), String.valueOf(order.reason())));
        }
    }

    @Test
    void cancellationAndCreationAtOnceBothSucceed() throws Exception {
        for (int round = 0; round < 50; round++) {
            OrderId id = newId();
            atOnce(
                    () -> {
                        createOrder.create(id, twoTeas());
                        return "created";
                    },
                    () -> requestCancellation.cancel(Order.pending(id, twoTeas()), "customer-1", null));

            createOrder.create(id, twoTeas());
            assertThat(read(id).cancellation()).isNotNull();
            assertThatThrownBy(() -> confirmOrder.confirm(id)).isInstanceOf(OrderCancelled.class);
        }
    }

    @Test
    void aConfirmedOrderIsTakenBackOnce() {
        OrderId id = created();
        confirmOrder.confirm(id);
        BeginCancellation begin = new BeginCancellation(book);
        CancelOrder cancelOrder = new CancelOrder(book);

        assertThat(begin.begin(id, customer())).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(begin.begin(id, customer())).isEqualTo(OrderStatus.CONFIRMED);
        cancelOrder.cancel(id, List.of());
        cancelOrder.cancel(id, List.of());
        assertThat(begin.begin(id, customer())).isEqualTo(OrderStatus.CANCELLED);

        assertThat(read(id).version()).isEqualTo(4);
        assertThat(settleConfirmation.settle(id)).isEqualTo(Decision.ABANDONED);
        assertThat(rejectOrder.reject(id, twoTeas(), "INTERRUPTED", List.of()).status())
                .isEqualTo(OrderStatus.CANCELLED);
        assertThatThrownBy(() -> begin.begin(newId(), customer())).isInstanceOf(UnknownOrder.class);
        assertThatThrownBy(() -> cancelOrder.cancel(newId(), List.of())).isInstanceOf(UnknownOrder.class);
    }

    @Test
    void aRowOfAnOrderNeverExpires() {
        String id = created().value();

        assertThat(dynamoDb.client()
                        .getItem(request ->
                                request.tableName(tables.orders()).key(Map.of("id", AttributeValue.fromS(id))))
                        .item())
                .containsKey("status")
                .doesNotContainKey("expiresAt");
    }

    @Test
    void creatingTwiceWritesOnce() {
        OrderId id = created();
        createOrder.create(id, twoTeas());

        assertThat(read(id).version()).isEqualTo(1);
    }

    @Test
    void aCreationThatComesAgainLateDoesNotUndoWhatHappenedSince() {
        OrderId id = created();
        confirmOrder.confirm(id);
        createOrder.create(id, twoTeas());

        assertThat(read(id).status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void confirmingTwiceGivesTheSameAnswer() {
        OrderId id = created();
        confirmOrder.confirm(id);
        confirmOrder.confirm(id);

        assertThat(read(id).status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderThatWasNeverWrittenIsNotConfirmed() {
        assertThatThrownBy(() -> confirmOrder.confirm(newId())).isInstanceOf(OrderNotPending.class);
        assertThatThrownBy(() -> settleConfirmation.settle(newId())).isInstanceOf(UnknownOrder.class);
    }

    @Test
    void anAbandonedConfirmationStaysAbandonedWhenItArrivesLate() {
        OrderId id = created();

        assertThat(settleConfirmation.settle(id)).isEqualTo(Decision.ABANDONED);
        assertThatThrownBy(() -> confirmOrder.confirm(id)).isInstanceOf(OrderNotPending.class);
        assertThat(settleConfirmation.settle(id)).isEqualTo(Decision.ABANDONED);
        assertThat(read(id).status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void aConfirmationThatDidHappenIsFoundOut() {
        OrderId id = created();
        confirmOrder.confirm(id);

        assertThat(settleConfirmation.settle(id)).isEqualTo(Decision.CONFIRMED);
        assertThat(settleConfirmation.settle(id)).isEqualTo(Decision.CONFIRMED);
    }

    @Test
    void anAbandonedOrderIsRejected() {
        OrderId id = created();
        settleConfirmation.settle(id);
        rejectOrder.reject(id, twoTeas(), "CONFIRMATION_FAILED", List.of());

        assertThat(read(id).status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void rejectingTwiceGivesTheFirstAnswer() {
        OrderId id = created();
        OrderBook.Ending first = rejectOrder.reject(id, twoTeas(), "OUT_OF_STOCK: TEA-1", List.of());

        assertThat(first).isEqualTo(new OrderBook.Ending(OrderStatus.REJECTED, "OUT_OF_STOCK"));
        assertThat(rejectOrder.reject(id, twoTeas(), "CARD_DECLINED", List.of()))
                .isEqualTo(first);
        assertThat(read(id).reason()).isEqualTo("OUT_OF_STOCK");
    }

    @Test
    void rejectingAnOrderThatWasNeverWrittenWritesItAsRejectedAndItsLateCreationIsRefused() {
        OrderId id = newId();
        rejectOrder.reject(id, twoTeas(), "ORDER_NOT_CREATED", List.of());

        assertThat(read(id).status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(read(id).details()).isEqualTo(twoTeas());
        assertThatThrownBy(() -> createOrder.create(id, twoTeas())).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(read(id).status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void aConfirmedOrderIsNotRejected() {
        OrderId id = created();
        confirmOrder.confirm(id);

        assertThatThrownBy(() -> rejectOrder.reject(id, twoTeas(), "CARD_DECLINED", List.of()))
                .isInstanceOf(OrderAlreadyConfirmed.class);
        assertThat(read(id).status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderIsNotRejectedWhileSomethingIsLeftOverButIsOnceItIsRepaired() {
        OrderId id = created();
        assertThatThrownBy(() -> rejectOrder.reject(id, twoTeas(), "OUT_OF_STOCK", unrefunded()))
                .isInstanceOf(ResidualsLeft.class);
        requestRepair.request(id, twoTeas(), "OUT_OF_STOCK", unrefunded(), "token-1");

        assertThat(read(id).status()).isEqualTo(OrderStatus.NEEDS_REPAIR);
        assertThat(read(id).residuals()).isEqualTo(unrefunded());
        assertThat(read(id).repair().tokens()).containsExactly("token-1");
        assertThatThrownBy(() -> confirmOrder.confirm(id)).isInstanceOf(OrderNotPending.class);

        rejectOrder.reject(id, twoTeas(), "OUT_OF_STOCK", List.of());
        assertThat(read(id).status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(read(id).residuals()).isEmpty();
    }

    @Test
    void anOrderThatWasNeverWrittenCanNeedRepairAndItsLateCreationIsRefused() {
        OrderId id = newId();
        requestRepair.request(id, twoTeas(), "ORDER_NOT_CREATED", unrefunded(), "token-1");

        assertThat(read(id).status()).isEqualTo(OrderStatus.NEEDS_REPAIR);
        assertThatThrownBy(() -> createOrder.create(id, twoTeas())).isInstanceOf(StepAlreadyCompensated.class);
        rejectOrder.reject(id, twoTeas(), "ORDER_NOT_CREATED", List.of());
        assertThat(read(id).status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void aRepairRequestedTwiceWithTheSameTokenIsWrittenOnce() {
        OrderId id = created();
        requestRepair.request(id, twoTeas(), "OUT_OF_STOCK", unrefunded(), "token-1");
        requestRepair.request(id, twoTeas(), "OUT_OF_STOCK", unrefunded(), "token-1");

        assertThat(read(id).version()).isEqualTo(2);
    }

    @Test
    void confirmationAndItsSettlingAtOnceAgree() throws Exception {
        for (int round = 0; round < 30; round++) {
            OrderId id = created();
            List<Object> outcomes = atOnce(
                    () -> {
                        confirmOrder.confirm(id);
                        return OrderStatus.CONFIRMED;
                    },
                    () -> settleConfirmation.settle(id));
            boolean confirmed = outcomes.contains(OrderStatus.CONFIRMED);

            assertThat(outcomes).contains(confirmed ? Decision.CONFIRMED : Decision.ABANDONED);
            assertThat(read(id).status()).isEqualTo(confirmed ? OrderStatus.CONFIRMED : OrderStatus.PENDING);
        }
    }

    @Test
    void confirmationAndRejectionAtOnceHaveOneWinner() throws Exception {
        for (int round = 0; round < 30; round++) {
            OrderId id = created();
            List<Object> outcomes = atOnce(
                    () -> {
                        confirmOrder.confirm(id);
                        return OrderStatus.CONFIRMED;
                    },
                    () -> rejectOrder
                            .reject(id, twoTeas(), "CARD_DECLINED", List.of())
                            .status());

            assertThat(outcomes).containsOnlyOnce(read(id).status());
            assertThat(outcomes.stream().filter(OrderStatus.class::isInstance)).hasSize(1);
        }
    }

    @Test
    void creationAndItsUndoingAtOnceEndRejected() throws Exception {
        for (int round = 0; round < 30; round++) {
            OrderId id = newId();
            atOnce(
                    () -> {
                        createOrder.create(id, twoTeas());
                        return OrderStatus.PENDING;
                    },
                    () -> rejectOrder
                            .reject(id, twoTeas(), "ORDER_NOT_CREATED", List.of())
                            .status());

            assertThat(read(id).status()).isEqualTo(OrderStatus.REJECTED);
        }
    }

    @Test
    void aStepWhoseAnswerGotLostIsDoneOnceWhenItIsTriedAgain() throws Exception {
        try (Line line = new Line(dynamoDb.endpoint());
                DynamoDbClient impatient = impatient(line)) {
            OrderBook far = book(impatient);
            OrderId id = newId();

            line.become(Line.State.LOSING_ANSWERS);
            assertThatThrownBy(() -> new CreateOrder(far).create(id, twoTeas())).isInstanceOf(ParticipantBusy.class);
            line.become(Line.State.WHOLE);
            new CreateOrder(far).create(id, twoTeas());
            assertThat(read(id).version()).isEqualTo(1);

            line.become(Line.State.DOWN);
            assertThatThrownBy(() -> new ConfirmOrder(far).confirm(id)).isInstanceOf(Unavailable.class);
            line.become(Line.State.WHOLE);
            new ConfirmOrder(far).confirm(id);
            new ConfirmOrder(far).confirm(id);
            assertThat(read(id).version()).isEqualTo(2);
        }
    }

    private static DynamoDbClient impatient(Line line) {
        return DynamoDbClient.builder()
                .endpointOverride(line.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(Apache5HttpClient.create())
                .overrideConfiguration(limits ->
                        limits.apiCallTimeout(Duration.ofMillis(800)).retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    /** What two callers at once got: an answer, or the exception. */
    private static List<Object> atOnce(Callable<Object> one, Callable<Object> other) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(2);
        try {
            List<Object> outcomes = new ArrayList<>();
            for (Future<Object> call : callers.invokeAll(List.of(one, other))) {
                try {
                    outcomes.add(call.get());
                } catch (ExecutionException refused) {
                    outcomes.add(refused.getCause());
                }
            }
            return outcomes;
        } finally {
            callers.shutdown();
        }
    }
}
