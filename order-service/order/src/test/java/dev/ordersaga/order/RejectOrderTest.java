package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RejectOrderTest {

    private final OrderBookByHand orders = new OrderBookByHand();
    private final RejectOrder rejectOrder = new RejectOrder(orders);

    @Test
    void rejectsAnOrderForItsReason() {
        Order order = orders.put(OrderFixture.pending());

        assertThat(rejectOrder.reject(order.id(), order.details(), "OUT_OF_STOCK: TEA-1", List.of()))
                .isEqualTo(new OrderBook.Ending(OrderStatus.REJECTED, "OUT_OF_STOCK"));
    }

    @Test
    void rejectsAnOrderThatWasNeverWritten() {
        OrderId id = OrderFixture.newId();

        rejectOrder.reject(id, OrderFixture.twoTeas(), "SYSTEM_BUSY", List.of());

        assertThat(orders.find(id).orElseThrow().status()).isEqualTo(OrderStatus.REJECTED);
    }

    @Test
    void anOrderThatItsCustomerTookBackEndsCancelled() {
        Order order = orders.put(OrderFixture.pending().requestCancellation(OrderFixture.byCustomer()));

        assertThat(rejectOrder
                        .reject(order.id(), order.details(), "ORDER_CANCELLED", List.of())
                        .status())
                .isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void anOrderOfWhichSomethingIsLeftOverIsNotRejected() {
        Order order = orders.put(OrderFixture.pending());

        assertThatThrownBy(() ->
                        rejectOrder.reject(order.id(), order.details(), "OUT_OF_STOCK", OrderFixture.unrefunded()))
                .isInstanceOf(ResidualsLeft.class);
        assertThat(orders.find(order.id())).contains(order);
    }
}
