package dev.ordersaga.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.inventory.ReleaseInventory.Outcome;
import dev.ordersaga.inventory.ReleaseInventory.Released;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseInventoryTest {

    private final StockByHand stock = new StockByHand();
    private final ReleaseInventory releaseInventory = new ReleaseInventory(stock);

    @Test
    void tellsThatWhatWasTakenIsBack() {
        stock.taken.put("order-1", new Reservation("order-1", List.of(new Line("tea", 3))));

        assertThat(releaseInventory.release("order-1")).isEqualTo(new Released("order-1", Outcome.RELEASED));
        assertThat(stock.taken).isEmpty();
    }

    @Test
    void tellsThatNothingWasTaken() {
        assertThat(releaseInventory.release("order-1")).isEqualTo(new Released("order-1", Outcome.NOTHING_RESERVED));
    }
}
