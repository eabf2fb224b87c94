package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettleConfirmationTest {

    private final OrderBookByHand orders = new OrderBookByHand();
    private final SettleConfirmation settleConfirmation = new SettleConfirmation(orders);

    @Test
    void tellsThatTheOrderIsConfirmed() {
        Order order = orders.put(OrderFixture.confirmed(OrderFixture.newId()));

        assertThat(settleConfirmation.settle(order.id())).isEqualTo(SettleConfirmation.Decision.CONFIRMED);
    }

    @Test
    void closesTheDoorToAConfirmationThatComesLate() {
        Order order = orders.put(OrderFixture.pending());

        assertThat(settleConfirmation.settle(order.id())).isEqualTo(SettleConfirmation.Decision.ABANDONED);
        assertThatThrownBy(() -> new ConfirmOrder(orders).confirm(order.id())).isInstanceOf(OrderNotPending.class);
    }

    @Test
    void anOrderThatWasNeverWrittenIsUnknown() {
        assertThatThrownBy(() -> settleConfirmation.settle(OrderFixture.newId()))
                .isInstanceOf(UnknownOrder.class);
    }
}
