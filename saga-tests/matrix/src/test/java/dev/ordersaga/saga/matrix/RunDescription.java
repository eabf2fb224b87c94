package dev.ordersaga.saga.matrix;

import dev.ordersaga.saga.services.Stores;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The story of one run. */
final class RunDescription {

    private RunDescription() {}

    /** What happened, for a reader of a failed run: each delivery, the events, the executions, and what the tables say. */
    static String of(
            Stores stores,
            PlacedOrder order,
            List<SagaRun.Delivery> deliveries,
            List<String> events,
            List<RunningSaga> started) {
        StringBuilder text = new StringBuilder();
        SagaRun.@Nullable Delivery before = null;
        int times = 1;
        for (SagaRun.Delivery delivery : deliveries) {
            times = delivery.equals(before) ? times + 1 : 1;
            if (times == 1) {
                text.append("\n    ")
                        .append(delivery.saga().equals(order.id()) ? "" : "second: ")
                        .append(delivery.state())
                        .append(' ')
                        .append(delivery.outcome())
                        .append(" (")
                        .append(delivery.calls())
                        .append(')');
            } else if (times == 2) {
                text.append(" …");
            }
            before = delivery;
        }
        text.append("\n    events ").append(events);
        started.forEach(saga -> text.append("\n    execution ")
                .append(saga.execution().status())
                .append(' ')
                .append(saga.execution().output().orElse(""))
                .append(saga.execution().error().orElse(""))
                .append(' ')
                .append(saga.execution().cause().orElse("")));
        text.append("\n    order ").append(stores.item(Stores.ORDERS, order.id()));
        text.append("\n    books ").append(stores.item(Stores.CARD_GATEWAY, "order-" + order.id()));
        text.append("\n    stock ")
                .append(stores.item(Stores.STOCK, order.sku()))
                .append(" of ")
                .append(order.plan().stock());
        return text.toString();
    }
}
