package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RequestReviewTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final OrderBookByHand orders = new OrderBookByHand();
    private final RequestReview requestReview = new RequestReview(orders, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void keepsWithTheOrderWhatTheDecisionWakes() {
        Order order = orders.put(OrderFixture.pending());

        requestReview.request(order.id(), "token-1");

        assertThat(orders.find(order.id()).orElseThrow().review()).isEqualTo(Review.requested("token-1", NOW));
    }

    @Test
    void anOrderThatWasNeverWrittenIsUnknown() {
        assertThatThrownBy(() -> requestReview.request(OrderFixture.newId(), "token-1"))
                .isInstanceOf(UnknownOrder.class);
    }
}
