package dev.ordersaga.order.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.order.Attribution;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderFixture;
import dev.ordersaga.order.OrderStatus;
import dev.ordersaga.order.Repair;
import dev.ordersaga.order.RepairDecision;
import dev.ordersaga.order.RepairDecision.Resolution;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.access.Forbidden;
import dev.ordersaga.order.access.Requester;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Who sees what of an order. */
class OrderJsonTest {

    private static final Instant AT = Instant.parse("2026-01-31T12:00:00Z");
    private static final Requester CUSTOMER = new Requester("customer-1", false);
    private static final Requester OPERATOR = new Requester("operator-1", true);

    private static Order order(String cancelledBy) {
        return new Order(
                OrderFixture.newId(),
                OrderFixture.twoTeas(),
                OrderStatus.NEEDS_REPAIR,
                false,
                "OUT_OF_STOCK",
                new Repair(
                        OrderFixture.unrefunded(),
                        List.of("secret-token"),
                        false,
                        List.of(new RepairDecision(
                                Resolution.SKIP,
                                new Attribution("operator-1", AT, "lost"),
                                OrderFixture.unrefunded(),
                                true))),
                new Review(Review.State.APPROVED, List.of("secret-token"), AT, AT, "operator-1", "looks fine"),
                new Attribution(cancelledBy, AT, "changed my mind"),
                7);
    }

    @Test
    void aCustomerSeesNothingThatOnlyOperatorsNeed() {
        String json = JsonMapper.shared().writeValueAsString(OrderJson.of(order("customer-1"), CUSTOMER));

        assertThat(json)
                .doesNotContain("operator-1", "looks fine", "lost", "RefundPayment", "secret-token", "pm_ok")
                .contains("APPROVED", "changed my mind");
        assertThat(JsonMapper.shared().writeValueAsString(OrderJson.of(order("operator-2"), CUSTOMER)))
                .doesNotContain("operator-2", "changed my mind");
    }

    @Test
    void anOperatorSeesWhoDecidedAndWhatIsLeftButNoToken() {
        String json = JsonMapper.shared().writeValueAsString(OrderJson.of(order("customer-1"), OPERATOR));

        assertThat(json).contains("operator-1", "looks fine", "lost", "RefundPayment", "customer-1");
        assertThat(json).doesNotContain("secret-token", "pm_ok");
    }

    @Test
    void aCustomerTouchesOnlyTheirOwnOrdersAndDecidesNothing() {
        assertThat(CUSTOMER.mayTouch(order("x"))).isTrue();
        assertThat(new Requester("customer-2", false).mayTouch(order("x"))).isFalse();
        assertThat(OPERATOR.mayTouch(order("x"))).isTrue();
        assertThatThrownBy(CUSTOMER::requireOperator).isInstanceOf(Forbidden.class);
    }
}
