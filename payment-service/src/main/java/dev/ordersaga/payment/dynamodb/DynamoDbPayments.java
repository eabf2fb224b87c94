package dev.ordersaga.payment.dynamodb;

import dev.ordersaga.participant.Backoff;
import dev.ordersaga.participant.Effect;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.Intent;
import dev.ordersaga.participant.OutsideWork;
import dev.ordersaga.participant.Recorded;
import dev.ordersaga.participant.Step;
import dev.ordersaga.payment.CardDeclined;
import dev.ordersaga.payment.DescribePayment.PaymentView;
import dev.ordersaga.payment.ListPayments.PaymentsPage;
import dev.ordersaga.payment.PaymentStatus;
import dev.ordersaga.payment.Payments;
import dev.ordersaga.payment.ProcessPayment;
import dev.ordersaga.payment.ProcessPayment.Payment;
import dev.ordersaga.payment.ProcessPayment.Processed;
import dev.ordersaga.payment.RefundPayment.RefundResult;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Payments in DynamoDB, intent first. The intent and the payment's row commit before the gateway is called; its answer and the row
 * commit together. A process that dies in between leaves the intent, and the next delivery asks the gateway before it acts.
 *
 * <p>The record holds the fingerprint of a {@link Payment} as JSON: whoever changes the form of that must still come to the
 * fingerprint that earlier versions recorded.
 */
public final class DynamoDbPayments implements Payments {

    private final DynamoDbClient dynamoDb;
    private final Clock clock;
    private final Tables tables;
    private final Fence fence;

    /**
     * The tables' names.
     *
     * @param payments hash key {@code orderId}
     * @param steps the fence's
     */
    public record Tables(String payments, String steps) {}

    public DynamoDbPayments(DynamoDbClient dynamoDb, Clock clock, Tables tables) {
        this(dynamoDb, clock, tables, Backoff.standard());
    }

    /** As the other, with other pauses when a payment is contended. */
    public DynamoDbPayments(DynamoDbClient dynamoDb, Clock clock, Tables tables, Backoff backoff) {
        this.dynamoDb = dynamoDb;
        this.clock = clock;
        this.tables = tables;
        this.fence = new Fence(dynamoDb, tables.steps(), clock)
                .backingOff(backoff)
                .refusing(CardDeclined.class, CardDeclined::new);
    }

    @Override
    public Processed charge(Payment payment, Charging charging) {
        return fence.performOutside(step(payment.orderId()), payment, Processed.class, new OutsideWork<>() {
            @Override
            public Intent intent() {
                return Intent.of(null, row(payment, PaymentStatus.PENDING, Map.of()));
            }

            @Override
            public Effect<Processed> act() {
                return settled(payment, charging::first);
            }

            @Override
            public Effect<Processed> resume() {
                return settled(payment, charging::again);
            }
        });
    }

    private Effect<Processed> settled(Payment payment, Supplier<Charge> charging) {
        Charge charge;
        try {
            charge = charging.get();
        } catch (CardDeclined declined) {
            String reason = String.valueOf(declined.getMessage());
            return Effect.<Processed>refusal(declined)
                    .writing(row(payment, PaymentStatus.DECLINED, Map.of("reason", AttributeValue.fromS(reason))));
        }
        return Effect.answer(charge.answer())
                .writing(row(
                        payment,
                        PaymentStatus.CHARGED,
                        Map.of(
                                "paymentId",
                                AttributeValue.fromS(charge.answer().paymentId()),
                                "chargedAmount",
                                PaymentRow.number(charge.amount().amount()))));
    }

    @Override
    public RefundResult refund(String orderId, Function<Progress, Refund> refunding) {
        return fence.compensate(step(orderId), RefundResult.class, recorded -> {
            Progress progress = progress(recorded);
            Refund refund = refunding.apply(progress);
            Effect<RefundResult> answer = Effect.answer(refund.answer());
            return switch (progress) {
                // There is no row of a charge to be undone, or one that was declined stays so.
                case NOTHING, DECLINED -> answer;
                case INTENDED, CHARGED ->
                    answer.writing(
                            PaymentRow.refunded(tables.payments(), orderId, refund.givenBack(), clock.instant()));
            };
        });
    }

    private static Progress progress(Recorded recorded) {
        return switch (recorded.state()) {
            case NOTHING -> Progress.NOTHING;
            case INTENT -> Progress.INTENDED;
            case REFUSED -> Progress.DECLINED;
            case DONE -> Progress.CHARGED;
        };
    }

    /** Loads what a first call would have to load, and leaves nothing behind. */
    public void rehearse() {
        fence.rehearse();
        find("rehearsal");
    }

    @Override
    public PaymentView find(String orderId) {
        Map<String, AttributeValue> row = dynamoDb.getItem(get -> get.tableName(tables.payments())
                        .key(PaymentRow.key(orderId))
                        .consistentRead(true))
                .item();
        return row.isEmpty() ? PaymentView.none(orderId) : PaymentRow.view(orderId, row);
    }

    @Override
    public PaymentsPage page(int limit, @Nullable String after, @Nullable Instant since) {
        ScanRequest.Builder scan =
                ScanRequest.builder().tableName(tables.payments()).limit(limit);
        if (after != null) {
            scan.exclusiveStartKey(PaymentRow.key(after));
        }
        if (since != null) {
            // An instant's text has a fraction or none, and so sorts right by the second only.
            String earliest =
                    since.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1).toString();
            scan.filterExpression("updatedAt >= :since")
                    .expressionAttributeValues(Map.of(":since", AttributeValue.fromS(earliest)));
        }
        ScanResponse page = dynamoDb.scan(scan.build());
        AttributeValue last = page.lastEvaluatedKey().get("orderId");
        return new PaymentsPage(page.items().stream().map(PaymentRow::listed).toList(), last == null ? null : last.s());
    }

    private TransactWriteItem row(Payment payment, PaymentStatus status, Map<String, AttributeValue> outcome) {
        return PaymentRow.of(tables.payments(), payment, status, outcome, clock.instant());
    }

    private static Step step(String orderId) {
        return new Step(orderId, ProcessPayment.STEP);
    }
}
