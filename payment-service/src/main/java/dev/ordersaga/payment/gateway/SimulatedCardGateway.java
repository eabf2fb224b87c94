package dev.ordersaga.payment.gateway;

import static java.util.Objects.requireNonNull;

import dev.ordersaga.payment.CardGateway;
import dev.ordersaga.payment.GatewayTimedOut;
import dev.ordersaga.payment.GatewayUnavailable;
import dev.ordersaga.payment.IdempotencyKey;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.PaymentMethod;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/**
 * A simulated card gateway, with test payment methods as card providers have them:
 *
 * <table>
 * <caption>Test payment methods</caption>
 * <tr><td>{@code pm_card_visa}</td><td>charged</td></tr>
 * <tr><td>{@code pm_card_declined}</td><td>declined: CARD_DECLINED</td></tr>
 * <tr><td>{@code pm_card_insufficient_funds}</td><td>declined: INSUFFICIENT_FUNDS</td></tr>
 * <tr><td>{@code pm_card_timeout_after_charge}</td><td>charged, but the answer comes after the client gave up</td></tr>
 * <tr><td>{@code pm_card_unavailable_twice}</td><td>the first two charges per key find no gateway, the third is charged</td></tr>
 * <tr><td>{@code pm_card_refund_fails_twice}</td><td>charged; the first two refunds find no gateway</td></tr>
 * <tr><td>{@code pm_card_refund_refused}</td><td>charged; every refund is refused: REFUND_REFUSED</td></tr>
 * <tr><td>{@code pm_card_refund_refused_once}</td><td>charged; the first refund is refused, the next is not</td></tr>
 * <tr><td>any other</td><td>declined: UNKNOWN_PAYMENT_METHOD</td></tr>
 * </table>
 *
 * <p>Its books are a table of its own, one item per key, read by nobody in the payment service: {@code id} (the key),
 * {@code orderRef}, {@code status} (CHARGED, DECLINED, REFUNDED, BARRED; absent while undecided), {@code chargedAmount} and
 * {@code refundedAmount} (minor units; absent means 0), {@code currency}, {@code paymentId}, {@code reasonCode},
 * {@code paymentMethod}, {@code chargeAttempts}, {@code refundAttempts}. The money kept for an order is chargedAmount minus
 * refundedAmount. Every decision is one conditional write, so a charge and a refund that race have one winner.
 */
public final class SimulatedCardGateway implements CardGateway {

    /** How long a client of the gateway waits for an answer; lets time pass. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    private enum Status {
        CHARGED,
        DECLINED,
        REFUNDED,
        BARRED
    }

    private static final int FAILURES = 2;

    private final DynamoDbClient dynamoDb;
    private final String books;
    private final Duration readTimeout;
    private final Sleeper sleeper;

    /**
     * Opens the books.
     *
     * @param books name of the table, hash key {@code id}
     * @param readTimeout how long the client waits before it gives up
     */
    public SimulatedCardGateway(DynamoDbClient dynamoDb, String books, Duration readTimeout, Sleeper sleeper) {
        this.dynamoDb = dynamoDb;
        this.books = books;
        this.readTimeout = readTimeout;
        this.sleeper = sleeper;
    }

    @Override
    public ChargeAnswer charge(IdempotencyKey key, String orderRef, Money amount, PaymentMethod method) {
        return reached(() -> switch (method.token()) {
            case "pm_card_visa",
                    "pm_card_refund_fails_twice",
                    "pm_card_refund_refused",
                    "pm_card_refund_refused_once" -> answer(charged(key, orderRef, amount, method));
            case "pm_card_timeout_after_charge" -> {
                Decision decision = charged(key, orderRef, amount, method);
                if (decision.made()) {
                    throw tooLate();
                }
                yield answer(decision);
            }
            case "pm_card_unavailable_twice" -> {
                Optional<ChargeAnswer> before = decided(entry(key));
                if (before.isPresent()) {
                    yield before.get();
                }
                if (count(key, "chargeAttempts") <= FAILURES) {
                    throw new GatewayUnavailable("the card gateway does not take charges now");
                }
                yield answer(charged(key, orderRef, amount, method));
            }
            case "pm_card_declined" -> answer(declined(key, orderRef, method, "CARD_DECLINED"));
            case "pm_card_insufficient_funds" -> answer(declined(key, orderRef, method, "INSUFFICIENT_FUNDS"));
            default -> answer(declined(key, orderRef, method, "UNKNOWN_PAYMENT_METHOD"));
        });
    }

    @Override
    public Optional<ChargeAnswer> find(IdempotencyKey key) {
        return reached(() -> decided(entry(key)));
    }

    @Override
    public RefundAnswer refund(IdempotencyKey key) {
        return reached(() -> {
            Decision decision = decide(key, Status.BARRED, Map.of());
            if (decision.made()) {
                return new NothingCharged();
            }
            // Decided, and a decision about a charge changes only by a refund.
            Map<String, AttributeValue> entry = decision.entry();
            return switch (status(entry).orElseThrow()) {
                case BARRED, DECLINED -> new NothingCharged();
                case REFUNDED -> new Refunded(amount(entry, "refundedAmount"));
                case CHARGED -> refund(key, entry);
            };
        });
    }

    private RefundAnswer refund(IdempotencyKey key, Map<String, AttributeValue> entry) {
        String method = text(entry, "paymentMethod");
        if (method.equals("pm_card_refund_refused")
                || (method.equals("pm_card_refund_refused_once") && count(key, "refundAttempts") <= 1)) {
            return new Refused("REFUND_REFUSED");
        }
        if (method.equals("pm_card_refund_fails_twice") && count(key, "refundAttempts") <= FAILURES) {
            throw new GatewayUnavailable("the card gateway does not take refunds now");
        }
        // Without a condition: refunding all of it twice comes to the same books.
        dynamoDb.updateItem(update -> update.tableName(books)
                .key(id(key))
                .updateExpression("SET #status = :refunded, refundedAmount = chargedAmount")
                .expressionAttributeNames(Map.of("#status", "status"))
                .expressionAttributeValues(Map.of(":refunded", AttributeValue.fromS(Status.REFUNDED.name()))));
        return new Refunded(amount(entry, "chargedAmount"));
    }

    private Decision charged(IdempotencyKey key, String orderRef, Money amount, PaymentMethod method) {
        return decide(
                key,
                Status.CHARGED,
                Map.of(
                        "orderRef", AttributeValue.fromS(orderRef),
                        "paymentMethod", AttributeValue.fromS(method.token()),
                        "paymentId", AttributeValue.fromS("pay-" + key.value()),
                        "chargedAmount", AttributeValue.fromN(Long.toString(amount.amount())),
                        "currency", AttributeValue.fromS(amount.currency())));
    }

    private Decision declined(IdempotencyKey key, String orderRef, PaymentMethod method, String reasonCode) {
        return decide(
                key,
                Status.DECLINED,
                Map.of(
                        "orderRef", AttributeValue.fromS(orderRef),
                        "paymentMethod", AttributeValue.fromS(method.token()),
                        "reasonCode", AttributeValue.fromS(reasonCode)));
    }

    private static ChargeAnswer answer(Decision decision) {
        return decided(decision.entry()).orElseThrow();
    }

    private static Optional<ChargeAnswer> decided(Map<String, AttributeValue> entry) {
        return status(entry).map(status -> switch (status) {
            case CHARGED -> new Charged(text(entry, "paymentId"), amount(entry, "chargedAmount"));
            case DECLINED -> new Declined(text(entry, "reasonCode"));
            case REFUNDED, BARRED -> new Barred();
        });
    }

    /**
     * What the books say of a key once it was to be decided about.
     *
     * @param made whether this was the decision, and not one before
     */
    private record Decision(boolean made, Map<String, AttributeValue> entry) {}

    /** Decides about a key, once. */
    private Decision decide(IdempotencyKey key, Status status, Map<String, AttributeValue> particulars) {
        StringBuilder change = new StringBuilder("SET #status = :status");
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":status", AttributeValue.fromS(status.name()));
        particulars.forEach((name, value) -> {
            change.append(", ").append(name).append(" = :").append(name);
            values.put(":" + name, value);
        });
        try {
            return new Decision(
                    true,
                    dynamoDb.updateItem(update -> update.tableName(books)
                                    .key(id(key))
                                    .updateExpression(change.toString())
                                    .conditionExpression("attribute_not_exists(#status)")
                                    .expressionAttributeNames(Map.of("#status", "status"))
                                    .expressionAttributeValues(values)
                                    .returnValues(ReturnValue.ALL_NEW)
                                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                            .attributes());
        } catch (ConditionalCheckFailedException e) {
            return new Decision(false, e.hasItem() ? e.item() : entry(key));
        }
    }

    /** Counts in the books, so that the count outlives the process. */
    private int count(IdempotencyKey key, String counter) {
        Map<String, AttributeValue> after = dynamoDb.updateItem(update -> update.tableName(books)
                        .key(id(key))
                        .updateExpression("ADD " + counter + " :one")
                        .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))
                        .returnValues(ReturnValue.UPDATED_NEW))
                .attributes();
        return Integer.parseInt(requireNonNull(after.get(counter), counter).n());
    }

    private GatewayTimedOut tooLate() {
        try {
            sleeper.sleep(readTimeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new GatewayTimedOut("the card gateway did not answer within " + readTimeout.toMillis() + " ms");
    }

    /** Trouble with its books is trouble of the gateway, not of the payments' own tables. */
    private static <T> T reached(Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            GatewayUnavailable unavailable = new GatewayUnavailable("the card gateway's books are out of reach");
            unavailable.initCause(e);
            throw unavailable;
        }
    }

    private Map<String, AttributeValue> entry(IdempotencyKey key) {
        return dynamoDb.getItem(get -> get.tableName(books).key(id(key)).consistentRead(true))
                .item();
    }

    private static Map<String, AttributeValue> id(IdempotencyKey key) {
        return Map.of("id", AttributeValue.fromS(key.value()));
    }

    private static Optional<Status> status(Map<String, AttributeValue> entry) {
        return Optional.ofNullable(entry.get("status")).map(value -> Status.valueOf(value.s()));
    }

    private static String text(Map<String, AttributeValue> entry, String name) {
        return requireNonNull(entry.get(name), name).s();
    }

    private static Money amount(Map<String, AttributeValue> entry, String name) {
        return new Money(Long.parseLong(requireNonNull(entry.get(name), name).n()), text(entry, "currency"));
    }
}
