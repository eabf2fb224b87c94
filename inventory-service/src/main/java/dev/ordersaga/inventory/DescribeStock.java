package dev.ordersaga.inventory;

import java.util.List;

/** Tells what is on hand. */
public interface DescribeStock {

    /** As many skus as can be asked for at a time. */
    int MOST_SKUS = 100;

    /**
     * Reads the levels as of now.
     *
     * @param skus those asked for; one that the stock never had has 0 on hand
     */
    Stock describe(List<String> skus);

    /** The levels, in the order they were asked for. */
    record Stock(List<StockLevel> stock) {

        public Stock {
            stock = List.copyOf(stock);
        }
    }

    /**
     * How much of one sku there is.
     *
     * @param onHand pieces that can be reserved
     */
    record StockLevel(String sku, long onHand) {}
}
