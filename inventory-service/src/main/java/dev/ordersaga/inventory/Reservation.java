package dev.ordersaga.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one order takes out of the stock, all or nothing.
 *
 * @param lines one per sku, in the order in which the skus were first named
 */
public record Reservation(String orderId, List<Line> lines) {

    /** As many items as an order may have; far below the 100 that one transaction takes. */
    public static final int MAX_LINES = 25;

    private static final int MAX_ID_LENGTH = 128;

    public Reservation {
        checkOrderId(orderId);
        if (lines.isEmpty() || lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("an order has from 1 to " + MAX_LINES + " items");
        }
        lines = mergedBySku(lines);
    }

    /**
     * Checks the form of an order's id.
     *
     * @throws IllegalArgumentException when it cannot be one
     */
    public static void checkOrderId(String orderId) {
        if (orderId.isBlank() || orderId.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException(
                    "an order id has from 1 to " + MAX_ID_LENGTH + " characters, not all blank");
        }
    }

    /** One transaction touches an item once, so two lines of the same sku are one of their sum. */
    private static List<Line> mergedBySku(List<Line> lines) {
        Map<String, Integer> quantities = new LinkedHashMap<>();
        lines.forEach(line -> quantities.merge(line.sku(), line.quantity(), Math::addExact));
        List<Line> merged = new ArrayList<>(quantities.size());
        quantities.forEach((sku, quantity) -> merged.add(new Line(sku, quantity)));
        return List.copyOf(merged);
    }

    /**
     * Whether the stock suffices for every line.
     *
     * @param onHand pieces by sku; a sku that the stock never had is not in it
     * @return the reason to refuse the reservation, by its first line that cannot be had
     */
    public Optional<RuntimeException> refusedFor(Map<String, Long> onHand) {
        for (Line line : lines) {
            Long pieces = onHand.get(line.sku());
            if (pieces == null) {
                return Optional.of(UnknownSku.of(line.sku()));
            }
            if (pieces < line.quantity()) {
                return Optional.of(OutOfStock.of(line.sku()));
            }
        }
        return Optional.empty();
    }
}
