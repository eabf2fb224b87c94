package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestRepairTest {

    private final OrderBookByHand orders = new OrderBookByHand();
    private final RequestRepair requestRepair = new RequestRepair(orders);

    @Test
    void keepsWithTheOrderWhatIsLeftOver() {
        Order order = orders.put(OrderFixture.pending());

        requestRepair.request(order.id(), order.details(), "OUT_OF_STOCK", OrderFixture.unrefunded(), "token-1");

        Order inRepair = orders.find(order.id()).orElseThrow();
        assertThat(inRepair.status()).isEqualTo(OrderStatus.NEEDS_REPAIR);
        assertThat(inRepair.residuals()).isEqualTo(OrderFixture.unrefunded());
    }

    @Test
    void anOrderThatWasNeverWrittenIsWrittenInNeedOfRepair() {
        OrderId id = OrderFixture.newId();

        requestRepair.request(id, OrderFixture.twoTeas(), "OUT_OF_STOCK", OrderFixture.unrefunded(), "token-1");

        assertThat(orders.find(id).orElseThrow().status()).isEqualTo(OrderStatus.NEEDS_REPAIR);
    }
}
