package dev.ordersaga.order.request;

import dev.ordersaga.order.CleanText;
import dev.ordersaga.order.PaymentMethod;
import dev.ordersaga.order.Sha256;
import dev.ordersaga.order.Sku;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * What a customer asks for, before we said what it costs.
 *
 * @param customerId 1 to 128 characters, not all blank, no control characters
 * @param items 1 to {@link #MAX_ITEMS}, each sku once, each quantity from 1 to {@link #MAX_QUANTITY}
 * @param paymentMethod the payment provider's token, 1 to 128 printable ASCII characters
 */
public record OrderRequest(String customerId, List<RequestedItem> items, String paymentMethod) {

    public static final int MAX_ITEMS = 20;
    public static final int MAX_QUANTITY = 100;
    private static final int MAX_CUSTOMER_ID_LENGTH = 128;

    /** @throws InvalidOrder with every rule that is broken */
    public OrderRequest {
        items = List.copyOf(items);
        List<Violation> violations = new ArrayList<>();
        if (customerId.isBlank() || customerId.length() > MAX_CUSTOMER_ID_LENGTH || !CleanText.is(customerId)) {
            violations.add(new Violation(
                    "customerId",
                    "must be 1 to " + MAX_CUSTOMER_ID_LENGTH
                            + " characters, not all blank, without control characters"));
        }
        if (items.isEmpty() || items.size() > MAX_ITEMS) {
            violations.add(new Violation("items", "must be 1 to " + MAX_ITEMS + " items"));
        }
        violations.addAll(violationsOf(items));
        PaymentMethod.problemOf(paymentMethod)
                .ifPresent(problem -> violations.add(new Violation("paymentMethod", problem)));
        if (!violations.isEmpty()) {
            throw new InvalidOrder(violations);
        }
    }

    /**
     * The same for every text of the same contents, different for others: SHA-256 over the fields, each preceded by its
     * length so that no two requests run together into one text. 64 hexadecimal digits.
     */
    public String fingerprint() {
        StringBuilder canonical = new StringBuilder();
        append(canonical, customerId);
        append(canonical, paymentMethod);
        items.forEach(item -> {
            append(canonical, item.sku());
            append(canonical, Integer.toString(item.quantity()));
        });
        return HexFormat.of().formatHex(Sha256.of(canonical.toString()));
    }

    private static void append(StringBuilder canonical, String field) {
        canonical.append(field.length()).append(':').append(field).append('\n');
    }

    private static List<Violation> violationsOf(List<RequestedItem> items) {
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < items.size() && i < MAX_ITEMS; i++) {
            RequestedItem item = items.get(i);
            String place = "items[" + i + "]";
            if (!Sku.isLegal(item.sku())) {
                violations.add(new Violation(place + ".sku", Sku.RULE));
            } else if (!seen.add(item.sku())) {
                violations.add(new Violation(place + ".sku", "repeats a sku; put the quantities together"));
            }
            if (item.quantity() < 1 || item.quantity() > MAX_QUANTITY) {
                violations.add(quantityOutOfRange(place));
            }
        }
        return violations;
    }

    /** The violation for a quantity out of range at {@code items[i]}. */
    public static Violation quantityOutOfRange(String place) {
        return new Violation(place + ".quantity", "must be a whole number from 1 to " + MAX_QUANTITY);
    }
}
