package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CancelOrderTest {

    private final OrderBookByHand orders = new OrderBookByHand();
    private final CancelOrder cancelOrder = new CancelOrder(orders);

    @Test
    void endsTheOrderCancelled() {
        Order order =
                orders.put(OrderFixture.confirmed(OrderFixture.newId()).beginCancellation(OrderFixture.byCustomer()));

        cancelOrder.cancel(order.id(), List.of());

        assertThat(orders.find(order.id()).orElseThrow().status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void anOrderOfWhichSomethingIsLeftOverIsNotCancelled() {
        Order order =
                orders.put(OrderFixture.confirmed(OrderFixture.newId()).beginCancellation(OrderFixture.byCustomer()));

        assertThatThrownBy(() -> cancelOrder.cancel(order.id(), OrderFixture.unrefunded()))
                .isInstanceOf(ResidualsLeft.class);
    }

    @Test
    void anOrderThatWasNeverWrittenIsUnknown() {
        assertThatThrownBy(() -> cancelOrder.cancel(OrderFixture.newId(), List.of()))
                .isInstanceOf(UnknownOrder.class);
    }
}
