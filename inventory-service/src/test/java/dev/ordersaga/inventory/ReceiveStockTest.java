package dev.ordersaga.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.inventory.ReceiveStock.Delivery;
import dev.ordersaga.inventory.ReceiveStock.Received;
import org.junit.jupiter.api.Test;

class ReceiveStockTest {

    private final StockByHand stock = new StockByHand();
    private final ReceiveStock receiveStock = new ReceiveStock(stock);

    @Test
    void tellsTheLevelThatTheDeliveryLedTo() {
        assertThat(receiveStock.receive(new Delivery("delivery-1", new Line("tea", 5))))
                .isEqualTo(new Received("tea", 5));

        stock.onHand.put("tea", 7L);
        assertThat(receiveStock.receive(new Delivery("delivery-2", new Line("tea", 5))))
                .isEqualTo(new Received("tea", 12));
    }
}
