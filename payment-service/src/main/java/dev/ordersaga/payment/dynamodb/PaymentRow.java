package dev.ordersaga.payment.dynamodb;

import static java.util.Objects.requireNonNull;

import dev.ordersaga.payment.DescribePayment.PaymentView;
import dev.ordersaga.payment.ListPayments.ListedPayment;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.PaymentStatus;
import dev.ordersaga.payment.ProcessPayment.Payment;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A payment's row, for reading only, no decision rests on it: {@code orderId} (hash key), {@code status}, {@code amount},
 * {@code currency}, {@code paymentId}, {@code chargedAmount}, {@code refundedAmount}, {@code reason}, {@code updatedAt}; no means
 * of payment.
 */
final class PaymentRow {

    private PaymentRow() {}

    /** The row of a charge that came so far. */
    static TransactWriteItem of(
            String table, Payment payment, PaymentStatus status, Map<String, AttributeValue> outcome, Instant at) {
        Map<String, AttributeValue> row = new HashMap<>(outcome);
        row.put("orderId", AttributeValue.fromS(payment.orderId()));
        row.put("status", AttributeValue.fromS(status.name()));
        row.put("amount", number(payment.amount().amount()));
        row.put("currency", AttributeValue.fromS(payment.amount().currency()));
        row.put("updatedAt", AttributeValue.fromS(at.toString()));
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(row))
                .build();
    }

    /** The change of a row whose charge is undone. */
    static TransactWriteItem refunded(String table, String orderId, @Nullable Money amount, Instant at) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":refunded", AttributeValue.fromS(PaymentStatus.REFUNDED.name()));
        values.put(":now", AttributeValue.fromS(at.toString()));
        String change = "SET #status = :refunded, updatedAt = :now";
        if (amount != null) {
            // At the intent our row does not know of the charge yet, so both are set from what the gateway says.
            change += ", chargedAmount = :amount, refundedAmount = :amount";
            values.put(":amount", number(amount.amount()));
        }
        String expression = change;
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(key(orderId))
                        .updateExpression(expression)
                        .expressionAttributeNames(Map.of("#status", "status"))
                        .expressionAttributeValues(values))
                .build();
    }

    static Map<String, AttributeValue> key(String orderId) {
        return Map.of("orderId", AttributeValue.fromS(orderId));
    }

    static PaymentView view(String orderId, Map<String, AttributeValue> row) {
        Money charged = money(row, "chargedAmount");
        Money refunded = money(row, "refundedAmount");
        return new PaymentView(
                orderId, status(row), charged, charged == null || refunded == null ? charged : charged.minus(refunded));
    }

    static ListedPayment listed(Map<String, AttributeValue> row) {
        return new ListedPayment(
                attribute(row, "orderId").s(),
                status(row),
                requireNonNull(money(row, "amount"), "amount"),
                attribute(row, "updatedAt").s());
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    private static PaymentStatus status(Map<String, AttributeValue> row) {
        return PaymentStatus.valueOf(attribute(row, "status").s());
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
}
