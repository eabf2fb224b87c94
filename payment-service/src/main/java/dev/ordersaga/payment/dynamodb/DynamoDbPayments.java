package dev.ordersaga.payment.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.ordersaga.participant.Backoff;
import dev.ordersaga.participant.Effect;
import dev.ordersaga.participant.Fence;
import dev.ordersaga.participant.Intent;
import dev.ordersaga.participant.OutsideWork;
import dev.ordersaga.participant.Recorded;
import dev.ordersaga.participant.Step;
import dev.ordersaga.participant.StepAlreadyCompensated;
import dev.ordersaga.payment.CardDeclined;
import dev.ordersaga.payment.CardGateway;
import dev.ordersaga.payment.CardGateway.ChargeAnswer;
import dev.ordersaga.payment.CardGateway.Charged;
import dev.ordersaga.payment.CardGateway.Declined;
import dev.ordersaga.payment.CardGateway.RefundAnswer;
import dev.ordersaga.payment.CardGateway.Refunded;
import dev.ordersaga.payment.CardGateway.Refused;
import dev.ordersaga.payment.DescribePayment;
import dev.ordersaga.payment.IdempotencyKey;
import dev.ordersaga.payment.ListPayments;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.ProcessPayment;
import dev.ordersaga.payment.RefundPayment;
import dev.ordersaga.payment.RefundRefused;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Payments, intent first. The intent and the payment's row commit before the gateway is called; the gateway is called with a
 * key that belongs to the order; its answer and the row commit together. A process that dies in between leaves the intent, and
 * the next delivery asks the gateway before it acts. The undo needs no memory of the charge: it refunds by the same key, and
 * where nothing was charged yet the gateway bars the key, so that a charge still on its way keeps no money.
 *
 * <p>The row is for reading only, no decision rests on it: {@code orderId}, {@code status}, {@code amount}, {@code currency},
 * {@code paymentId}, {@code chargedAmount}, {@code refundedAmount}, {@code reason}, {@code updatedAt}; no means of payment.
 */
public final class DynamoDbPayments implements ProcessPayment, RefundPayment, DescribePayment, ListPayments {

    private static final String PROCESS = "ProcessPayment";

    private final DynamoDbClient dynamoDb;
    private final Clock clock;
    private final Tables tables;
    private final CardGateway gateway;
    private final Fence fence;

    /**
     * The tables' names.
     *
     * @param payments hash key {@code orderId}
     * @param steps the fence's
     */
    public record Tables(String payments, String steps) {}

    public DynamoDbPayments(DynamoDbClient dynamoDb, Clock clock, Tables tables, CardGateway gateway) {
        this(dynamoDb, clock, tables, gateway, Backoff.standard());
    }

    /** As the other, with other pauses when a payment is contended. */
    public DynamoDbPayments(DynamoDbClient dynamoDb, Clock clock, Tables tables, CardGateway gateway, Backoff backoff) {
        this.dynamoDb = dynamoDb;
        this.clock = clock;
        this.tables = tables;
        this.gateway = gateway;
        this.fence = new Fence(dynamoDb, tables.steps(), clock)
                .backingOff(backoff)
                .refusing(CardDeclined.class, CardDeclined::new);
    }

    @Override
    public Processed process(Payment payment) {
        Step step = step(payment.orderId());
        IdempotencyKey key = IdempotencyKey.ofOrder(payment.orderId());
        return fence.performOutside(step, payment, Processed.class, new OutsideWork<>() {
            @Override
            public Intent intent() {
                return Intent.of(null, row(payment, PaymentStatus.PENDING, Map.of()));
            }

            @Override
            public Effect<Processed> act() {
                return settled(step, payment, charge());
            }

            @Override
            public Effect<Processed> resume() {
                return settled(step, payment, gateway.find(key).orElseGet(this::charge));
            }

            private ChargeAnswer charge() {
                return gateway.charge(key, payment.orderId(), payment.amount(), payment.method());
            }
        });
    }

    private Effect<Processed> settled(Step step, Payment payment, ChargeAnswer answer) {
        return answer.read(new ChargeAnswer.ChargeCases<>() {
            @Override
            public Effect<Processed> charged(Charged charged) {
                return Effect.answer(Processed.charged(charged.paymentId()))
                        .writing(row(
                                payment,
                                PaymentStatus.CHARGED,
                                Map.of(
                                        "paymentId", AttributeValue.fromS(charged.paymentId()),
                                        "chargedAmount", number(charged.amount().amount()))));
            }

            @Override
            public Effect<Processed> declined(Declined declined) {
                return Effect.<Processed>refusal(new CardDeclined(declined.reasonCode()))
                        .writing(row(
                                payment,
                                PaymentStatus.DECLINED,
                                Map.of("reason", AttributeValue.fromS(declined.reasonCode()))));
            }

            @Override
            public Effect<Processed> barred() {
                // The undo has reached the gateway, if not yet our own record: from here the step only goes back.
                throw new StepAlreadyCompensated(step);
            }
        });
    }

    @Override
    public RefundResult refund(String orderId) {
        return fence.compensate(step(orderId), RefundResult.class, recorded -> switch (recorded.state()) {
            // No charge without an intent: the tombstone alone keeps the intent from ever being committed.
            case NOTHING, REFUSED -> Effect.answer(new RefundResult(orderId, Outcome.NOTHING_CHARGED));
            case INTENT, DONE -> refunded(orderId, recorded, gateway.refund(IdempotencyKey.ofOrder(orderId)));
        });
    }

    private Effect<RefundResult> refunded(String orderId, Recorded recorded, RefundAnswer answer) {
        return answer.read(new RefundAnswer.RefundCases<>() {
            @Override
            public Effect<RefundResult> refunded(Refunded refunded) {
                return Effect.answer(new RefundResult(orderId, Outcome.REFUNDED))
                        .writing(refundedRow(orderId, refunded.amount()));
            }

            @Override
            public Effect<RefundResult> nothingCharged() {
                if (recorded.isDone()) {
                    throw new IllegalStateException(
                            "the gateway knows of no charge that we have in writing: order " + orderId);
                }
                return Effect.answer(new RefundResult(orderId, Outcome.NOTHING_CHARGED))
                        .writing(refundedRow(orderId, null));
            }

            @Override
            public Effect<RefundResult> refused(Refused refused) {
                throw new RefundRefused(refused.reasonCode());
            }
        });
    }

    /** Loads what a first call would have to load, and leaves nothing behind. */
    public void rehearse() {
        fence.rehearse();
        describe("rehearsal");
    }

    @Override
    public PaymentView describe(String orderId) {
        Map<String, AttributeValue> row = dynamoDb.getItem(get -> get.tableName(tables.payments())
                        .key(Map.of("orderId", AttributeValue.fromS(orderId)))
                        .consistentRead(true))
                .item();
        if (row.isEmpty()) {
            return new PaymentView(orderId, PaymentStatus.NONE, null, null);
        }
        PaymentStatus status = PaymentStatus.valueOf(attribute(row, "status").s());
        Money charged = money(row, "chargedAmount");
        Money refunded = money(row, "refundedAmount");
        return new PaymentView(
                orderId, status, charged, charged == null || refunded == null ? charged : charged.minus(refunded));
    }

    @Override
    public PaymentsPage list(int limit, @Nullable String after, @Nullable Instant since) {
        ScanRequest.Builder scan =
                ScanRequest.builder().tableName(tables.payments()).limit(limit);
        if (after != null) {
            scan.exclusiveStartKey(Map.of("orderId", AttributeValue.fromS(after)));
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
        return new PaymentsPage(
                page.items().stream().map(DynamoDbPayments::listed).toList(), last == null ? null : last.s());
    }

    private static ListedPayment listed(Map<String, AttributeValue> row) {
        return new ListedPayment(
                attribute(row, "orderId").s(),
                PaymentStatus.valueOf(attribute(row, "status").s()),
                requireNonNull(money(row, "amount"), "amount"),
                attribute(row, "updatedAt").s());
    }

    private static AttributeValue attribute(Map<String, AttributeValue> row, String name) {
        return requireNonNull(row.get(name), name);
    }

    private static @Nullable Money money(Map<String, AttributeValue> row, String attribute) {
        AttributeValue amount = row.get(attribute);
        return amount == null
                ? null
                : new Money(
                        Long.parseLong(amount.n()), attribute(row, "currency").s());
    }

    private static Step step(String orderId) {
        return new Step(orderId, PROCESS);
    }

    private TransactWriteItem row(Payment payment, PaymentStatus status, Map<String, AttributeValue> outcome) {
        Map<String, AttributeValue> row = new HashMap<>(outcome);
        row.put("orderId", AttributeValue.fromS(payment.orderId()));
        row.put("status", AttributeValue.fromS(status.name()));
        row.put("amount", number(payment.amount().amount()));
        row.put("currency", AttributeValue.fromS(payment.amount().currency()));
        row.put("updatedAt", AttributeValue.fromS(clock.instant().toString()));
        return TransactWriteItem.builder()
                .put(put -> put.tableName(tables.payments()).item(row))
                .build();
    }

    private TransactWriteItem refundedRow(String orderId, @Nullable Money amount) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":refunded", AttributeValue.fromS(PaymentStatus.REFUNDED.name()));
        values.put(":now", AttributeValue.fromS(clock.instant().toString()));
        String change = "SET #status = :refunded, updatedAt = :now";
        if (amount != null) {
            // At the intent our row does not know of the charge yet, so both are set from what the gateway says.
            change += ", chargedAmount = :amount, refundedAmount = :amount";
            values.put(":amount", number(amount.amount()));
        }
        String expression = change;
        return TransactWriteItem.builder()
                .update(update -> update.tableName(tables.payments())
                        .key(Map.of("orderId", AttributeValue.fromS(orderId)))
                        .updateExpression(expression)
                        .expressionAttributeNames(Map.of("#status", "status"))
                        .expressionAttributeValues(values))
                .build();
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
