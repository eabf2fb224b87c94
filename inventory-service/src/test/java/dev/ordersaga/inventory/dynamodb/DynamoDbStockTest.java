package dev.ordersaga.inventory.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersaga.inventory.DescribeReservation;
import dev.ordersaga.inventory.DescribeStock;
import dev.ordersaga.inventory.DescribeStock.Skus;
import dev.ordersaga.inventory.DescribeStock.StockLevel;
import dev.ordersaga.inventory.Line;
import dev.ordersaga.inventory.ListReservations;
import dev.ordersaga.inventory.ListReservations.ListedReservation;
import dev.ordersaga.inventory.ListReservations.Query;
import dev.ordersaga.inventory.ListReservations.ReservationsPage;
import dev.ordersaga.inventory.OutOfStock;
import dev.ordersaga.inventory.ReceiveStock;
import dev.ordersaga.inventory.ReceiveStock.Delivery;
import dev.ordersaga.inventory.ReceiveStock.Received;
import dev.ordersaga.inventory.ReleaseInventory;
import dev.ordersaga.inventory.ReleaseInventory.Outcome;
import dev.ordersaga.inventory.ReleaseInventory.Released;
import dev.ordersaga.inventory.Reservation;
import dev.ordersaga.inventory.ReservationStatus;
import dev.ordersaga.inventory.ReserveInventory;
import dev.ordersaga.inventory.ReserveInventory.Reserved;
import dev.ordersaga.inventory.UnknownSku;
import dev.ordersaga.participant.Backoff;
import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.participant.FaultyDynamoDb;
import dev.ordersaga.participant.FaultyDynamoDb.Crash;
import dev.ordersaga.participant.ParticipantBusy;
import dev.ordersaga.participant.StepAlreadyCompensated;
import dev.ordersaga.participant.StepRequestDiffers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the steps make of the stock, over DynamoDB. */
class DynamoDbStockTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final DynamoDbStock.Tables tables = new DynamoDbStock.Tables(
            dynamoDb.createTable("stock", "sku"),
            dynamoDb.createTable("reservations", "orderId"),
            dynamoDb.createTable("steps", "id"));
    private final FaultyDynamoDb faulty = new FaultyDynamoDb(dynamoDb.client());
    private final DynamoDbStock stock = stock(faulty);
    private final DynamoDbReservations reservations =
            new DynamoDbReservations(dynamoDb.client(), tables.reservations());
    private final ReserveInventory reserveInventory = new ReserveInventory(stock);
    private final ReleaseInventory releaseInventory = new ReleaseInventory(stock);
    private final ReceiveStock receiveStock = new ReceiveStock(stock);

    @Test
    void reservesAllItemsAtOnce() {
        stock("tea", 10);
        stock("mug", 10);

        assertThat(reserveInventory.reserve(order("order-1", new Line("tea", 3), new Line("mug", 1))))
                .isEqualTo(new Reserved("order-1", "RESERVED"));
        assertThat(onHand("tea")).isEqualTo(7);
        assertThat(onHand("mug")).isEqualTo(9);
        assertThat(reservationStatus("order-1")).isEqualTo("RESERVED");
    }

    @Test
    void listsEveryReservationPageByPage() {
        stock("tea", 100);
        for (int i = 0; i < 5; i++) {
            reserveInventory.reserve(order("order-" + i, new Line("tea", 3)));
        }
        releaseInventory.release("order-3");

        List<ListedReservation> all = new ArrayList<>();
        ReservationsPage page = list(2, null, null);
        all.addAll(page.reservations());
        while (page.next() != null) {
            page = list(2, page.next(), null);
            all.addAll(page.reservations());
        }

        assertThat(all)
                .extracting(ListedReservation::orderId, ListedReservation::status, ListedReservation::pieces)
                .containsExactlyInAnyOrder(
                        tuple("order-0", ReservationStatus.RESERVED, 3L),
                        tuple("order-1", ReservationStatus.RESERVED, 3L),
                        tuple("order-2", ReservationStatus.RESERVED, 3L),
                        tuple("order-3", ReservationStatus.RELEASED, 3L),
                        tuple("order-4", ReservationStatus.RESERVED, 3L));
    }

    @Test
    void aListLeavesOutWhatWasReservedTooLongAgo() {
        stock("tea", 100);
        reserveInventory.reserve(order("order-1", new Line("tea", 3)));
        Instant reserved =
                Instant.parse(list(10, null, null).reservations().get(0).updatedAt());

        assertThat(list(10, null, reserved).reservations()).hasSize(1);
        assertThat(list(10, null, reserved.plusSeconds(5)).reservations()).isEmpty();
    }

    @Test
    void tellsHowAnOrdersReservationStands() {
        stock("tea", 100);
        assertThat(new DescribeReservation(reservations).describe("order-1").status())
                .isEqualTo(ReservationStatus.NONE);
        reserveInventory.reserve(order("order-1", new Line("tea", 3)));
        assertThat(new DescribeReservation(reservations).describe("order-1").status())
                .isEqualTo(ReservationStatus.RESERVED);
        releaseInventory.release("order-1");
        assertThat(new DescribeReservation(reservations).describe("order-1").status())
                .isEqualTo(ReservationStatus.RELEASED);
    }

    @Test
    void reservesNothingWhenOneSkuIsShort() {
        stock("tea", 10);
        stock("mug", 1);

        assertThatThrownBy(() -> reserveInventory.reserve(order("order-1", new Line("tea", 3), new Line("mug", 2))))
                .isInstanceOf(OutOfStock.class)
                .hasMessage("OUT_OF_STOCK: mug");
        assertThat(onHand("tea")).isEqualTo(10);
        assertThat(onHand("mug")).isEqualTo(1);
    }

    @Test
    void refusesASkuThatTheStockNeverHad() {
        assertThatThrownBy(() -> reserveInventory.reserve(order("order-1", new Line("ghost", 1))))
                .isInstanceOf(UnknownSku.class)
                .hasMessage("UNKNOWN_SKU: ghost");
    }

    @Test
    void reservesTwentyFiveItemsInOneTransaction() {
        List<Line> lines =
                IntStream.range(0, 25).mapToObj(i -> new Line("sku-" + i, 2)).toList();
        lines.forEach(line -> stock(line.sku(), 5));

        reserveInventory.reserve(new Reservation("order-1", lines));
        assertThat(lines).allSatisfy(line -> assertThat(onHand(line.sku())).isEqualTo(3));

        releaseInventory.release("order-1");
        assertThat(lines).allSatisfy(line -> assertThat(onHand(line.sku())).isEqualTo(5));
    }

    @Test
    void aSecondDeliveryGetsTheFirstAnswer() {
        stock("tea", 10);
        reserveInventory.reserve(order("order-1", new Line("tea", 3)));

        assertThat(reserveInventory.reserve(order("order-1", new Line("tea", 3))))
                .isEqualTo(Reserved.of("order-1"));
        assertThat(onHand("tea")).isEqualTo(7);
    }

    @Test
    void outOfStockStaysTheAnswerAfterADelivery() {
        stock("tea", 1);
        Reservation order = order("order-1", new Line("tea", 3));
        assertThatThrownBy(() -> reserveInventory.reserve(order)).isInstanceOf(OutOfStock.class);
        receiveStock.receive(new Delivery("delivery-1", new Line("tea", 100)));

        assertThatThrownBy(() -> reserveInventory.reserve(order))
                .isExactlyInstanceOf(OutOfStock.class)
                .hasMessage("OUT_OF_STOCK: tea");
        assertThat(onHand("tea")).isEqualTo(101);
    }

    @Test
    void theSameOrderWithOtherItemsIsRefused() {
        stock("tea", 10);
        reserveInventory.reserve(order("order-1", new Line("tea", 3)));

        assertThatThrownBy(() -> reserveInventory.reserve(order("order-1", new Line("tea", 4))))
                .isInstanceOf(StepRequestDiffers.class);
    }

    @Test
    void releasePutsBackExactlyWhatWasReserved() {
        stock("tea", 10);
        reserveInventory.reserve(order("order-1", new Line("tea", 3)));
        receiveStock.receive(new Delivery("delivery-1", new Line("tea", 5)));

        assertThat(releaseInventory.release("order-1")).isEqualTo(new Released("order-1", Outcome.RELEASED));
        assertThat(onHand("tea")).isEqualTo(15);
        assertThat(reservationStatus("order-1")).isEqualTo("RELEASED");
    }

    @Test
    void aSecondReleasePutsNothingBack() {
        stock("tea", 10);
        reserveInventory.reserve(order("order-1", new Line("tea", 3)));
        releaseInventory.release("order-1");

        assertThat(releaseInventory.release("order-1")).isEqualTo(new Released("order-1", Outcome.RELEASED));
        assertThat(onHand("tea")).isEqualTo(10);
    }

    @Test
    void releasingWhatWasNeverReservedBarsALateReservation() {
        stock("tea", 10);

        assertThat(releaseInventory.release("order-1")).isEqualTo(new Released("order-1", Outcome.NOTHING_RESERVED));
        assertThatThrownBy(() -> reserveInventory.reserve(order("order-1", new Line("tea", 3))))
                .isInstanceOf(StepAlreadyCompensated.class);
        assertThat(onHand("tea")).isEqualTo(10);
    }

    @Test
    void releasingARefusedReservationPutsNothingBack() {
        stock("tea", 1);
        assertThatThrownBy(() -> reserveInventory.reserve(order("order-1", new Line("tea", 3))))
                .isInstanceOf(OutOfStock.class);

        assertThat(releaseInventory.release("order-1").outcome()).isEqualTo(Outcome.NOTHING_RESERVED);
        assertThat(onHand("tea")).isEqualTo(1);
    }

    @Test
    void aReservationWhoseAnswerWasLostIsNotMadeTwice() {
        stock("tea", 10);
        faulty.crashAfter();
        assertThatThrownBy(() -> reserveInventory.reserve(order("order-1", new Line("tea", 3))))
                .isInstanceOf(Crash.class);

        assertThat(reserveInventory.reserve(order("order-1", new Line("tea", 3))))
                .isEqualTo(Reserved.of("order-1"));
        assertThat(onHand("tea")).isEqualTo(7);
    }

    @Test
    void aReservationWhoseAnswerWasLostIsReleased() {
        stock("tea", 10);
        faulty.crashAfter();
        assertThatThrownBy(() -> reserveInventory.reserve(order("order-1", new Line("tea", 3))))
                .isInstanceOf(Crash.class);

        assertThat(releaseInventory.release("order-1").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(onHand("tea")).isEqualTo(10);
    }

    @Test
    void aReleaseWhoseAnswerWasLostIsNotMadeTwice() {
        stock("tea", 10);
        reserveInventory.reserve(order("order-1", new Line("tea", 3)));
        faulty.crashAfter();
        assertThatThrownBy(() -> releaseInventory.release("order-1")).isInstanceOf(Crash.class);

        assertThat(releaseInventory.release("order-1").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(onHand("tea")).isEqualTo(10);
    }

    @Test
    void theLastPieceGoesToTheOneWhoWasFaster() {
        stock("tea", 1);
        faulty.meanwhile(() -> new ReserveInventory(stock(new FaultyDynamoDb(dynamoDb.client())))
                .reserve(order("order-2", new Line("tea", 1))));

        assertThatThrownBy(() -> reserveInventory.reserve(order("order-1", new Line("tea", 1))))
                .isInstanceOf(OutOfStock.class);
        assertThat(onHand("tea")).isZero();
    }

    @Test
    void aConflictOnAHotSkuIsNotOutOfStock() {
        stock("tea", 10);
        faulty.conflict(3);

        assertThat(reserveInventory.reserve(order("order-1", new Line("tea", 1))))
                .isEqualTo(Reserved.of("order-1"));
    }

    @Test
    void aConflictThatDoesNotPassIsTransient() {
        stock("tea", 10);
        faulty.conflict(100);

        assertThatThrownBy(() -> reserveInventory.reserve(order("order-1", new Line("tea", 1))))
                .isInstanceOf(ParticipantBusy.class);
        assertThat(onHand("tea")).isEqualTo(10);
    }

    @Test
    void fiftyBuyersOfTenPiecesGetTenPieces() throws Exception {
        stock("tea", 10);

        List<String> outcomes = atOnce(50, i -> {
            try {
                return reserveInventory
                        .reserve(order("order-" + i, new Line("tea", 1)))
                        .status();
            } catch (OutOfStock e) {
                return String.valueOf(e.getMessage());
            }
        });

        assertThat(outcomes).filteredOn("RESERVED"::equals).hasSize(10);
        assertThat(outcomes).filteredOn("OUT_OF_STOCK: tea"::equals).hasSize(40);
        assertThat(onHand("tea")).isZero();
    }

    @Test
    void buyersWhoChangeTheirMindsLeaveTheStockAsItWas() throws Exception {
        stock("tea", 10);

        atOnce(40, i -> {
            String order = "order-" + i % 20;
            try {
                return i < 20
                        ? reserveInventory
                                .reserve(order(order, new Line("tea", 1)))
                                .status()
                        : releaseInventory.release(order).outcome().name();
            } catch (OutOfStock | StepAlreadyCompensated e) {
                return e.getClass().getSimpleName();
            }
        });

        assertThat(onHand("tea")).isEqualTo(10);
    }

    @Test
    void aDeliveryIsReceivedOnce() {
        assertThat(receiveStock.receive(new Delivery("delivery-1", new Line("tea", 5))))
                .isEqualTo(new Received("tea", 5));
        assertThat(receiveStock.receive(new Delivery("delivery-1", new Line("tea", 5))))
                .isEqualTo(new Received("tea", 5));

        assertThat(receiveStock.receive(new Delivery("delivery-2", new Line("tea", 5))))
                .isEqualTo(new Received("tea", 10));
    }

    @Test
    void anOrderThatAnEarlierVersionReservedIsKnownAndReleased() {
        stock("tea", 7);
        String request = "{\"orderId\":\"order-1\",\"lines\":[{\"sku\":\"tea\",\"quantity\":3}]}";
        dynamoDb.client()
                .putItem(put -> put.tableName(tables.steps())
                        .item(Map.of(
                                "id", AttributeValue.fromS("order-1#ReserveInventory"),
                                "state", AttributeValue.fromS("DONE"),
                                "fingerprint", AttributeValue.fromS(sha256(request)),
                                "answer", AttributeValue.fromS("{\"orderId\":\"order-1\",\"status\":\"RESERVED\"}"),
                                "memo", AttributeValue.fromS(request),
                                "recordedAt", AttributeValue.fromS("2030-01-01T00:00:00Z"),
                                "expiresAt", AttributeValue.fromN("1900000000"))));

        assertThat(reserveInventory.reserve(order("order-1", new Line("tea", 3))))
                .isEqualTo(Reserved.of("order-1"));
        assertThat(releaseInventory.release("order-1").outcome()).isEqualTo(Outcome.RELEASED);
        assertThat(onHand("tea")).isEqualTo(10);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void describesWhatIsOnHandInTheOrderAskedFor() {
        stock("tea", 10);

        assertThat(describe("ghost", "tea", "tea"))
                .containsExactly(new StockLevel("ghost", 0), new StockLevel("tea", 10), new StockLevel("tea", 10));
        assertThat(describe()).isEmpty();
    }

    private DynamoDbStock stock(FaultyDynamoDb client) {
        return new DynamoDbStock(
                client.client(),
                Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC),
                tables,
                new Backoff(8, Duration.ZERO, Duration.ZERO, () -> 0.5, pause -> {}));
    }

    private ReservationsPage list(int limit, @Nullable String after, @Nullable Instant since) {
        return new ListReservations(reservations).list(new Query(limit, after, since));
    }

    private List<StockLevel> describe(String... skus) {
        return new DescribeStock(stock).describe(new Skus(List.of(skus))).stock();
    }

    private static Reservation order(String orderId, Line... lines) {
        return new Reservation(orderId, List.of(lines));
    }

    private void stock(String sku, int pieces) {
        dynamoDb.client()
                .putItem(put -> put.tableName(tables.stock())
                        .item(Map.of(
                                "sku", AttributeValue.fromS(sku),
                                "onHand", AttributeValue.fromN(Integer.toString(pieces)))));
    }

    private long onHand(String sku) {
        return describe(sku).get(0).onHand();
    }

    private String reservationStatus(String orderId) {
        Map<String, AttributeValue> row = dynamoDb.client()
                .getItem(get ->
                        get.tableName(tables.reservations()).key(Map.of("orderId", AttributeValue.fromS(orderId))))
                .item();
        return Objects.requireNonNull(row.get("status")).s();
    }

    private interface Buyer {
        String buy(int number) throws Exception;
    }

    private static List<String> atOnce(int buyers, Buyer buyer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(buyers);
        try {
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < buyers; i++) {
                int number = i;
                running.add(threads.submit(() -> buyer.buy(number)));
            }
            List<String> outcomes = new ArrayList<>();
            for (Future<String> one : running) {
                outcomes.add(one.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }
}
