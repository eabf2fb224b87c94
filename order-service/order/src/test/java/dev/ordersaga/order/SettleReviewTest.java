package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SettleReviewTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final OrderBookByHand orders = new OrderBookByHand();
    private final SettleReview settleReview = new SettleReview(orders, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void tellsWhatWasDecided() {
        Order order = orders.put(OrderFixture.approved(OrderFixture.newId(), NOW));

        assertThat(settleReview.settle(order.id())).isEqualTo(Review.State.APPROVED);
    }

    @Test
    void noAnswerInTimeIsARefusal() {
        Order order = orders.put(OrderFixture.awaitingReview(OrderFixture.newId()));

        assertThat(settleReview.settle(order.id())).isEqualTo(Review.State.TIMED_OUT);
        assertThat(settleReview.settle(order.id())).isEqualTo(Review.State.TIMED_OUT);
    }

    @Test
    void anOrderThatWasNeverWrittenIsUnknown() {
        assertThatThrownBy(() -> settleReview.settle(OrderFixture.newId())).isInstanceOf(UnknownOrder.class);
    }
}
