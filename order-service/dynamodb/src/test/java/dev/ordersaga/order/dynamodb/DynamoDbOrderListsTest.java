package dev.ordersaga.order.dynamodb;

import static dev.ordersaga.order.OrderFixture.awaitingReview;
import static dev.ordersaga.order.OrderFixture.confirmed;
import static dev.ordersaga.order.OrderFixture.inRepair;
import static dev.ordersaga.order.OrderFixture.newId;
import static dev.ordersaga.order.OrderFixture.twoTeas;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderPage;
import dev.ordersaga.order.OrderPosition;
import dev.ordersaga.participant.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbOrderListsTest {

    @RegisterExtension
    static final DynamoDbLocal DYNAMO_DB = new DynamoDbLocal();

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final String table = OrderTables.in(DYNAMO_DB).orders();
    private final DynamoDbOrders orders = new DynamoDbOrders(DYNAMO_DB.client(), table);
    private final DynamoDbOrderLists lists = new DynamoDbOrderLists(DYNAMO_DB.client(), table);

    @Test
    void whatWaitsIsListedByWhatItWaitsFor() {
        Order repair = written(inRepair(newId()));
        Order review = written(awaitingReview(newId()));
        Order pending = written(placed(newId(), "customer-1", NOON));
        written(confirmed(newId()));

        assertThat(lists.waitingForRepair(10, null).orders()).containsExactly(repair);
        assertThat(lists.waitingForReview(10, null).orders()).containsExactly(review);
        assertThat(lists.pendingSince(NOON.plusMillis(1), 10, null).orders()).containsExactly(pending);
        assertThat(lists.pendingSince(NOON, 10, null).orders()).isEmpty();
    }

    @Test
    void theOldestComeFirstPageByPage() {
        List<Order> all = new ArrayList<>();
        for (int minute = 0; minute < 7; minute++) {
            all.add(written(placed(newId(), "customer-1", NOON.plus(Duration.ofMinutes(minute)))));
        }

        List<Order> read = new ArrayList<>();
        OrderPosition after = null;
        do {
            OrderPage page = lists.pendingSince(NOON.plus(Duration.ofHours(1)), 3, after);
            assertThat(page.orders()).hasSizeLessThanOrEqualTo(3);
            read.addAll(page.orders());
            after = page.next();
        } while (after != null);

        assertThat(read).containsExactlyElementsOf(all);
    }

    @Test
    void aCustomersOrdersAreTheirsAloneTheNewestFirst() {
        Order first = written(placed(newId(), "customer-1", NOON));
        Order second = written(placed(newId(), "customer-1", NOON.plusSeconds(1)));
        written(placed(newId(), "customer-2", NOON));

        OrderPage page = lists.ofCustomer("customer-1", 1, null);

        assertThat(page.orders()).containsExactly(second);
        assertThat(lists.ofCustomer("customer-1", 1, page.next()).orders()).containsExactly(first);
        assertThat(lists.ofCustomer("customer-3", 1, null).orders()).isEmpty();
    }

    private Order written(Order order) {
        return orders.change(order.id(), none -> order);
    }

    private static Order placed(OrderId id, String customer, Instant at) {
        OrderDetails tea = twoTeas();
        return Order.pending(
                id, new OrderDetails(customer, tea.items(), tea.total(), tea.paymentMethod(), tea.fingerprint(), at));
    }
}
