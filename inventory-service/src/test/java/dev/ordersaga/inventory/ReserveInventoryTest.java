package dev.ordersaga.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.inventory.ReserveInventory.Reserved;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReserveInventoryTest {

    private final StockByHand stock = new StockByHand();
    private final ReserveInventory reserveInventory = new ReserveInventory(stock);
    private final Reservation reservation = new Reservation("order-1", List.of(new Line("tea", 3), new Line("mug", 1)));

    @Test
    void takesAllItemsWhenThereIsEnoughOfEach() {
        stock.onHand.putAll(Map.of("tea", 3L, "mug", 1L));

        assertThat(reserveInventory.reserve(reservation)).isEqualTo(new Reserved("order-1", "RESERVED"));
        assertThat(stock.taken).containsEntry("order-1", reservation);
    }

    @Test
    void takesNothingWhenThereIsTooLittleOfOne() {
        stock.onHand.putAll(Map.of("tea", 10L, "mug", 0L));

        assertThatThrownBy(() -> reserveInventory.reserve(reservation))
                .isExactlyInstanceOf(OutOfStock.class)
                .hasMessage("OUT_OF_STOCK: mug");
        assertThat(stock.taken).isEmpty();
    }

    @Test
    void takesNothingOfWhatTheStockNeverHad() {
        stock.onHand.put("tea", 10L);

        assertThatThrownBy(() -> reserveInventory.reserve(reservation))
                .isExactlyInstanceOf(UnknownSku.class)
                .hasMessage("UNKNOWN_SKU: mug");
        assertThat(stock.taken).isEmpty();
    }
}
