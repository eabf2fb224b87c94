package dev.ordersaga.inventory;

import java.util.List;
import java.util.Map;

/** Tells what is on hand. */
public final class DescribeStock {

    /** As many skus as can be asked for at a time. */
    public static final int MAX_SKUS = 100;

    private final Stock stock;

    public DescribeStock(Stock stock) {
        this.stock = stock;
    }

    /** Reads the levels as of now; a sku that the stock never had has 0 on hand. */
    public Levels describe(Skus asked) {
        Map<String, Long> onHand = stock.onHand(asked.skus());
        return new Levels(asked.skus().stream()
                .map(sku -> new StockLevel(sku, onHand.getOrDefault(sku, 0L)))
                .toList());
    }

    /** Those asked for, at most {@value #MAX_SKUS}. */
    public record Skus(List<String> skus) {

        public Skus {
            skus = List.copyOf(skus);
            if (skus.size() > MAX_SKUS) {
                throw new IllegalArgumentException("at most " + MAX_SKUS + " skus at a time");
            }
        }
    }

    /** The levels, in the order they were asked for. */
    public record Levels(List<StockLevel> stock) {

        public Levels {
            stock = List.copyOf(stock);
        }
    }

    /**
     * How much of one sku there is.
     *
     * @param onHand pieces that can be reserved
     */
    public record StockLevel(String sku, long onHand) {}
}
