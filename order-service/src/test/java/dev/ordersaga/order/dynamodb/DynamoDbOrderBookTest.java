package dev.ordersaga.order.dynamodb;

import static dev.ordersaga.order.OrderFixture.newId;
import static dev.ordersaga.order.OrderFixture.twoTeas;
import static dev.ordersaga.order.OrderFixture.unrefunded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.order.ConfirmOrder;
import dev.ordersaga.order.CreateOrder;
import dev.ordersaga.order.Line;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderAlreadyConfirmed;
import dev.ordersaga.order.OrderBook;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderNotPending;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.OrderTables;
import dev.ordersaga.order.RejectOrder;
import dev.ordersaga.order.RequestRepair;
import dev.ordersaga.order.ResidualsLeft;
import dev.ordersaga.order.SettleConfirmation;
import dev.ordersaga.order.SettleConfirmation.Decision;
import dev.ordersaga.order.Unavailable;
import dev.ordersaga.order.UnknownOrder;
import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.ParticipantBusy;
import dev.ordersaga.participant.StepAlreadyCompensated;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        assertThat(read(id).repairTokens()).containsExactly("token-1");
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
