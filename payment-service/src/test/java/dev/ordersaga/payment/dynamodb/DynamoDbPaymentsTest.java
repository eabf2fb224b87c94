package dev.ordersaga.payment.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersaga.participant.Backoff;
import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.participant.FaultyDynamoDb;
import dev.ordersaga.participant.FaultyDynamoDb.Crash;
import dev.ordersaga.participant.StepAlreadyCompensated;
import dev.ordersaga.participant.StepRequestDiffers;
import dev.ordersaga.payment.CardDeclined;
import dev.ordersaga.payment.CardGateway;
import dev.ordersaga.payment.DescribePayment;
import dev.ordersaga.payment.DescribePayment.PaymentView;
import dev.ordersaga.payment.GatewayTimedOut;
import dev.ordersaga.payment.GatewayUnavailable;
import dev.ordersaga.payment.IdempotencyKey;
import dev.ordersaga.payment.ListPayments;
import dev.ordersaga.payment.ListPayments.ListedPayment;
import dev.ordersaga.payment.ListPayments.PaymentsPage;
import dev.ordersaga.payment.ListPayments.Query;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.PaymentMethod;
import dev.ordersaga.payment.PaymentStatus;
import dev.ordersaga.payment.ProcessPayment;
import dev.ordersaga.payment.ProcessPayment.Payment;
import dev.ordersaga.payment.ProcessPayment.Processed;
import dev.ordersaga.payment.RefundPayment;
import dev.ordersaga.payment.RefundPayment.Outcome;
import dev.ordersaga.payment.RefundPayment.RefundResult;
import dev.ordersaga.payment.RefundRefused;
import dev.ordersaga.payment.gateway.Books;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What the steps make of the payments, over DynamoDB and a gateway whose books are there, too. */
class DynamoDbPaymentsTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final Money FIVE_EUROS = new Money(500, "EUR");
    private static final Processed CHARGED = new Processed("pay-order-order-1", "CHARGED");

    private final DynamoDbPayments.Tables tables = new DynamoDbPayments.Tables(
            dynamoDb.createTable("payments", "orderId"), dynamoDb.createTable("steps", "id"));
    private final Books books = new Books(dynamoDb);
    private final FaultyDynamoDb faulty = new FaultyDynamoDb(dynamoDb.client());
    private final ScriptedGateway gateway = new ScriptedGateway(books.gateway());
    private final DynamoDbPayments payments = payments(faulty);
    private final ProcessPayment processPayment = new ProcessPayment(payments, gateway);
    private final RefundPayment refundPayment = new RefundPayment(payments, gateway);

    @Test
    void chargesAnOrderOnce() {
        assertThat(process("pm_card_visa")).isEqualTo(CHARGED);
        assertThat(process("pm_card_visa")).isEqualTo(CHARGED);

        assertThat(books.kept("order-1")).isEqualTo(500);
        assertThat(gateway.calls).containsExactly("charge");
        assertThat(new DescribePayment(payments).describe("order-1"))
                .isEqualTo(new PaymentView("order-1", PaymentStatus.CHARGED, FIVE_EUROS, FIVE_EUROS));
    }

    @Test
    void listsEveryPaymentPageByPage() {
        for (int i = 0; i < 5; i++) {
            processPayment.process(new Payment("order-" + i, FIVE_EUROS, new PaymentMethod("pm_card_visa")));
        }
        refundPayment.refund("order-3");

        List<ListedPayment> all = new ArrayList<>();
        PaymentsPage page = list(2, null, null);
        all.addAll(page.payments());
        while (page.next() != null) {
            assertThat(page.payments()).hasSizeLessThanOrEqualTo(2);
            page = list(2, page.next(), null);
            all.addAll(page.payments());
        }

        assertThat(all)
                .extracting(ListedPayment::orderId, ListedPayment::status, ListedPayment::amount)
                .containsExactlyInAnyOrder(
                        tuple("order-0", PaymentStatus.CHARGED, FIVE_EUROS),
                        tuple("order-1", PaymentStatus.CHARGED, FIVE_EUROS),
                        tuple("order-2", PaymentStatus.CHARGED, FIVE_EUROS),
                        tuple("order-3", PaymentStatus.REFUNDED, FIVE_EUROS),
                        tuple("order-4", PaymentStatus.CHARGED, FIVE_EUROS));
    }

    @Test
    void aListLeavesOutWhatChangedTooLongAgo() {
        process("pm_card_visa");
        Instant changed = Instant.parse(list(10, null, null).payments().get(0).updatedAt());

        assertThat(list(10, null, changed).payments()).hasSize(1);
        assertThat(list(10, null, changed.plusSeconds(5)).payments()).isEmpty();
    }

    @Test
    void aDeclinedCardIsTheFirstAnswerForEver() {
        assertThatThrownBy(() -> process("pm_card_declined"))
                .isExactlyInstanceOf(CardDeclined.class)
                .hasMessage("CARD_DECLINED");
        assertThatThrownBy(() -> process("pm_card_declined"))
                .isExactlyInstanceOf(CardDeclined.class)
                .hasMessage("CARD_DECLINED");

        assertThat(gateway.calls).containsExactly("charge");
        assertThat(new DescribePayment(payments).describe("order-1"))
                .isEqualTo(new PaymentView("order-1", PaymentStatus.DECLINED, null, null));
        assertThat(refund()).isEqualTo(Outcome.NOTHING_CHARGED);
    }

    @Test
    void theSameOrderWithAnotherAmountIsRefused() {
        process("pm_card_visa");

        assertThatThrownBy(() -> processPayment.process(
                        new Payment("order-1", new Money(600, "EUR"), new PaymentMethod("pm_card_visa"))))
                .isInstanceOf(StepRequestDiffers.class);
        assertThat(books.kept("order-1")).isEqualTo(500);
    }

    @Test
    void aProcessThatDiedBeforeTheIntentHasNotReachedTheGateway() {
        faulty.crashBefore();
        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(Crash.class);
        assertThat(gateway.calls).isEmpty();

        assertThat(process("pm_card_visa")).isEqualTo(CHARGED);
        assertThat(books.kept("order-1")).isEqualTo(500);
    }

    @Test
    void aProcessThatDiedBetweenIntentAndChargeIsResumedByAskingFirst() {
        faulty.crashAfter();
        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(Crash.class);
        assertThat(new DescribePayment(payments).describe("order-1").status()).isEqualTo(PaymentStatus.PENDING);

        assertThat(process("pm_card_visa")).isEqualTo(CHARGED);
        assertThat(gateway.calls).containsExactly("find", "charge");
        assertThat(books.kept("order-1")).isEqualTo(500);
    }

    @Test
    void aProcessThatDiedBetweenChargeAndSettlementFindsTheCharge() {
        faulty.pass().crashBefore();
        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(Crash.class);
        assertThat(books.kept("order-1")).isEqualTo(500);

        assertThat(process("pm_card_visa")).isEqualTo(CHARGED);
        assertThat(gateway.calls).containsExactly("charge", "find");
        assertThat(books.kept("order-1")).isEqualTo(500);
    }

    @Test
    void aProcessThatDiedAfterTheSettlementAnswersFromItsRecord() {
        faulty.pass().crashAfter();
        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(Crash.class);

        assertThat(process("pm_card_visa")).isEqualTo(CHARGED);
        assertThat(gateway.calls).containsExactly("charge");
    }

    @Test
    void aDeclineWhoseSettlementWasLostIsFound() {
        faulty.pass().crashBefore();
        assertThatThrownBy(() -> process("pm_card_insufficient_funds")).isInstanceOf(Crash.class);

        assertThatThrownBy(() -> process("pm_card_insufficient_funds"))
                .isInstanceOf(CardDeclined.class)
                .hasMessage("INSUFFICIENT_FUNDS");
        assertThat(gateway.calls).containsExactly("charge", "find");
    }

    @Test
    void aTimeoutAfterTheChargeIsSettledByAsking() {
        assertThatThrownBy(() -> process("pm_card_timeout_after_charge")).isInstanceOf(GatewayTimedOut.class);
        assertThat(new DescribePayment(payments).describe("order-1").status()).isEqualTo(PaymentStatus.PENDING);

        assertThat(process("pm_card_timeout_after_charge")).isEqualTo(CHARGED);
        assertThat(books.kept("order-1")).isEqualTo(500);
        assertThat(gateway.calls).containsExactly("charge", "find");
    }

    @Test
    void aTimeoutAfterTheChargeIsRefundedWhenTheSagaGivesUp() {
        assertThatThrownBy(() -> process("pm_card_timeout_after_charge")).isInstanceOf(GatewayTimedOut.class);

        assertThat(refund()).isEqualTo(Outcome.REFUNDED);
        assertThat(books.charged("order-1")).isEqualTo(500);
        assertThat(books.kept("order-1")).isZero();
        assertThat(new DescribePayment(payments).describe("order-1"))
                .isEqualTo(new PaymentView("order-1", PaymentStatus.REFUNDED, FIVE_EUROS, new Money(0, "EUR")));
    }

    @Test
    void anUnavailableGatewayIsTriedAgainUntilItCharges() {
        assertThatThrownBy(() -> process("pm_card_unavailable_twice")).isInstanceOf(GatewayUnavailable.class);
        assertThatThrownBy(() -> process("pm_card_unavailable_twice")).isInstanceOf(GatewayUnavailable.class);

        assertThat(process("pm_card_unavailable_twice")).isEqualTo(CHARGED);
        assertThat(books.kept("order-1")).isEqualTo(500);
    }

    @Test
    void refundsOnce() {
        process("pm_card_visa");

        assertThat(refund()).isEqualTo(Outcome.REFUNDED);
        assertThat(refund()).isEqualTo(Outcome.REFUNDED);
        assertThat(books.kept("order-1")).isZero();
        assertThat(gateway.calls).containsExactly("charge", "refund");
    }

    @Test
    void refundingWhatWasNeverChargedBarsALateCharge() {
        assertThat(refund()).isEqualTo(Outcome.NOTHING_CHARGED);

        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(books.charged("order-1")).isZero();
        assertThat(gateway.calls).isEmpty();
        assertThat(new DescribePayment(payments).describe("order-1").status()).isEqualTo(PaymentStatus.NONE);
    }

    @Test
    void aChargeThatArrivesAgainAfterTheRefundIsRefused() {
        process("pm_card_visa");
        refund();

        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(books.kept("order-1")).isZero();
    }

    @Test
    void aRefundThatOvertakesAChargeInFlightKeepsNoMoney() {
        gateway.beforeCharge = () -> assertThat(refund()).isEqualTo(Outcome.NOTHING_CHARGED);

        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(books.charged("order-1")).isZero();
    }

    @Test
    void aRefundThatCatchesAChargeBeforeItIsSettledGivesTheMoneyBack() {
        gateway.afterCharge = () -> assertThat(refund()).isEqualTo(Outcome.REFUNDED);

        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(books.kept("order-1")).isZero();
    }

    @Test
    void aChargeWhoseIntentIsInFlightWhileTheRefundRunsKeepsNoMoney() {
        faulty.meanwhile(() -> assertThat(new RefundPayment(payments(new FaultyDynamoDb(dynamoDb.client())), gateway)
                        .refund("order-1")
                        .outcome())
                .isEqualTo(Outcome.NOTHING_CHARGED));

        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(gateway.calls).isEmpty();
    }

    @Test
    void aRefundDuringWhichTheChargeSettlesGivesTheMoneyBack() {
        faulty.crashAfter();
        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(Crash.class);
        gateway.beforeRefund =
                () -> new ProcessPayment(payments(new FaultyDynamoDb(dynamoDb.client())), books.gateway())
                        .process(payment("pm_card_visa"));

        assertThat(refund()).isEqualTo(Outcome.REFUNDED);
        assertThat(books.kept("order-1")).isZero();
        assertThat(new DescribePayment(payments).describe("order-1").status()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @Test
    void aRefundThatDiedAfterTheGatewayIsDoneByTheNext() {
        process("pm_card_visa");
        faulty.crashBefore();
        assertThatThrownBy(this::refund).isInstanceOf(Crash.class);
        assertThat(books.kept("order-1")).isZero();

        assertThat(refund()).isEqualTo(Outcome.REFUNDED);
        assertThat(new DescribePayment(payments).describe("order-1").status()).isEqualTo(PaymentStatus.REFUNDED);
    }

    @Test
    void aRefundThatDiedAfterItBarredTheGatewayLeavesNoWayToCharge() {
        faulty.crashAfter().crashBefore();
        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(Crash.class);
        assertThatThrownBy(this::refund).isInstanceOf(Crash.class);

        assertThatThrownBy(() -> process("pm_card_visa")).isInstanceOf(StepAlreadyCompensated.class);
        assertThat(refund()).isEqualTo(Outcome.NOTHING_CHARGED);
        assertThat(books.charged("order-1")).isZero();
    }

    @Test
    void aRefundWhoseAnswerWasLostIsAnsweredFromItsRecord() {
        process("pm_card_visa");
        faulty.crashAfter();
        assertThatThrownBy(this::refund).isInstanceOf(Crash.class);

        assertThat(refund()).isEqualTo(Outcome.REFUNDED);
        assertThat(gateway.calls).containsExactly("charge", "refund");
    }

    @Test
    void aRefundThatFailsTwiceSucceedsAtLast() {
        process("pm_card_refund_fails_twice");

        assertThatThrownBy(this::refund).isInstanceOf(GatewayUnavailable.class);
        assertThatThrownBy(this::refund).isInstanceOf(GatewayUnavailable.class);
        assertThat(refund()).isEqualTo(Outcome.REFUNDED);
        assertThat(books.kept("order-1")).isZero();
    }

    @Test
    void aRefusedRefundLeavesThePaymentChargedAndSaysSo() {
        process("pm_card_refund_refused");

        assertThatThrownBy(this::refund)
                .isExactlyInstanceOf(RefundRefused.class)
                .hasMessage("REFUND_REFUSED");
        assertThat(new DescribePayment(payments).describe("order-1"))
                .isEqualTo(new PaymentView("order-1", PaymentStatus.CHARGED, FIVE_EUROS, FIVE_EUROS));
    }

    @Test
    void anOrderWithoutPaymentHasNone() {
        assertThat(new DescribePayment(payments).describe("order-1"))
                .isEqualTo(new PaymentView("order-1", PaymentStatus.NONE, null, null));
    }

    @Test
    void aPaymentThatAnEarlierVersionRecordedIsKnown() {
        String request = "{\"orderId\":\"order-1\",\"amount\":{\"amount\":500,\"currency\":\"EUR\"},"
                + "\"method\":{\"token\":\"pm_card_visa\"}}";
        dynamoDb.client()
                .putItem(put -> put.tableName(tables.steps())
                        .item(Map.of(
                                "id", AttributeValue.fromS("order-1#ProcessPayment"),
                                "state", AttributeValue.fromS("DONE"),
                                "fingerprint", AttributeValue.fromS(sha256(request)),
                                "answer",
                                        AttributeValue.fromS(
                                                "{\"paymentId\":\"pay-order-order-1\",\"status\":\"CHARGED\"}"),
                                "recordedAt", AttributeValue.fromS("2030-01-01T00:00:00Z"),
                                "expiresAt", AttributeValue.fromN("1900000000"))));

        assertThat(process("pm_card_visa")).isEqualTo(CHARGED);
        assertThat(gateway.calls).isEmpty();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @RepeatedTest(3)
    void whoeverRacesNoMoneyIsKeptOfAnOrderThatWasRefunded() throws Exception {
        DynamoDbPayments racing = payments(new FaultyDynamoDb(dynamoDb.client()));
        ProcessPayment processing = new ProcessPayment(racing, books.gateway());
        RefundPayment refunding = new RefundPayment(racing, books.gateway());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<String>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Callable<String> call = i % 2 == 0
                        ? () -> processing.process(payment("pm_card_visa")).status()
                        : () -> refunding.refund("order-1").outcome().name();
                running.add(threads.submit(() -> {
                    try {
                        return call.call();
                    } catch (StepAlreadyCompensated e) {
                        return "compensated";
                    }
                }));
            }
            for (Future<String> one : running) {
                assertThat(one.get()).isIn("CHARGED", "REFUNDED", "NOTHING_CHARGED", "compensated");
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(books.kept("order-1")).isZero();
    }

    private Processed process(String token) {
        return processPayment.process(payment(token));
    }

    private static Payment payment(String token) {
        return new Payment("order-1", FIVE_EUROS, new PaymentMethod(token));
    }

    private PaymentsPage list(int limit, @Nullable String after, @Nullable Instant since) {
        return new ListPayments(payments).list(new Query(limit, after, since));
    }

    private Outcome refund() {
        RefundResult result = refundPayment.refund("order-1");
        return result.outcome();
    }

    private DynamoDbPayments payments(FaultyDynamoDb client) {
        return new DynamoDbPayments(
                client.client(),
                Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC),
                tables,
                new Backoff(8, Duration.ZERO, Duration.ZERO, () -> 0.5, pause -> {}));
    }

    /** Counts the calls, and lets something else happen right before or after one of them, once. */
    private static final class ScriptedGateway implements CardGateway {

        private final List<String> calls = new ArrayList<>();
        private final CardGateway real;
        private Runnable beforeCharge = () -> {};
        private Runnable afterCharge = () -> {};
        private Runnable beforeRefund = () -> {};

        ScriptedGateway(CardGateway real) {
            this.real = real;
        }

        @Override
        public ChargeAnswer charge(IdempotencyKey key, String orderRef, Money amount, PaymentMethod method) {
            calls.add("charge");
            beforeCharge.run();
            ChargeAnswer answer = real.charge(key, orderRef, amount, method);
            afterCharge.run();
            return answer;
        }

        @Override
        public Optional<ChargeAnswer> find(IdempotencyKey key) {
            calls.add("find");
            return real.find(key);
        }

        @Override
        public RefundAnswer refund(IdempotencyKey key) {
            calls.add("refund");
            Runnable other = beforeRefund;
            beforeRefund = () -> {};
            other.run();
            return real.refund(key);
        }
    }
}
