package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BeginCancellationTest {

    private final OrderBookByHand orders = new OrderBookByHand();
    private final BeginCancellation beginCancellation = new BeginCancellation(orders);

    @Test
    void keepsWithTheOrderWhoTookItBack() {
        Order order = orders.put(OrderFixture.confirmed(OrderFixture.newId()));

        assertThat(beginCancellation.begin(order.id(), OrderFixture.byCustomer()))
                .isEqualTo(OrderStatus.CONFIRMED);
        assertThat(orders.find(order.id()).orElseThrow().cancellation()).isEqualTo(OrderFixture.byCustomer());
    }

    @Test
    void anOrderThatIsNotConfirmedHasNothingToRefund() {
        Order order = orders.put(OrderFixture.pending());

        assertThatThrownBy(() -> beginCancellation.begin(order.id(), OrderFixture.byCustomer()))
                .isInstanceOf(OrderNotConfirmed.class);
    }

    @Test
    void anOrderThatWasNeverWrittenIsUnknown() {
        assertThatThrownBy(() -> beginCancellation.begin(OrderFixture.newId(), OrderFixture.byCustomer()))
                .isInstanceOf(UnknownOrder.class);
    }
}
