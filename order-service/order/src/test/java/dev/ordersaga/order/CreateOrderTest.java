package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CreateOrderTest {

    private final OrderBookByHand orders = new OrderBookByHand();
    private final CreateOrder createOrder = new CreateOrder(orders);

    @Test
    void writesTheOrderPending() {
        OrderId id = OrderFixture.newId();

        createOrder.create(id, OrderFixture.twoTeas());

        assertThat(orders.find(id)).contains(Order.pending(id, OrderFixture.twoTeas()));
    }

    @Test
    void aSecondDeliveryLeavesTheOrderAsItHasBecome() {
        Order confirmed = orders.put(OrderFixture.confirmed(OrderFixture.newId()));

        createOrder.create(confirmed.id(), confirmed.details());

        assertThat(orders.find(confirmed.id())).contains(confirmed);
    }
}
