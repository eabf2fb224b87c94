package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfirmOrderTest {

    private final OrderBookByHand orders = new OrderBookByHand();
    private final ConfirmOrder confirmOrder = new ConfirmOrder(orders);

    @Test
    void confirmsAPendingOrder() {
        Order order = orders.put(OrderFixture.pending());

        confirmOrder.confirm(order.id());

        assertThat(orders.find(order.id()).orElseThrow().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void anOrderThatWasNeverWrittenCannotBeConfirmed() {
        assertThatThrownBy(() -> confirmOrder.confirm(OrderFixture.newId()))
                .isInstanceOf(OrderNotPending.class)
                .hasMessageContaining("was never written");
    }
}
