package dev.ordersaga.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.inventory.DescribeStock.Skus;
import dev.ordersaga.inventory.DescribeStock.StockLevel;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DescribeStockTest {

    private final StockByHand stock = new StockByHand();
    private final DescribeStock describeStock = new DescribeStock(stock);

    @Test
    void tellsEveryLevelAskedForInThatOrderAndZeroOfWhatWasNeverThere() {
        stock.onHand.put("tea", 7L);

        assertThat(describeStock.describe(new Skus(List.of("ghost", "tea"))).stock())
                .containsExactly(new StockLevel("ghost", 0), new StockLevel("tea", 7));
    }

    @Test
    void oneHundredSkusAreAskedForAtATime() {
        assertThat(new Skus(Collections.nCopies(100, "tea")).skus()).hasSize(100);
        assertThatThrownBy(() -> new Skus(Collections.nCopies(101, "tea"))).hasMessage("at most 100 skus at a time");
    }
}
