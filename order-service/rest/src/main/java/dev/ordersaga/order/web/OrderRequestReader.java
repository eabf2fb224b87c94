package dev.ordersaga.order.web;

import dev.ordersaga.order.request.InvalidOrder;
import dev.ordersaga.order.request.OrderRequest;
import dev.ordersaga.order.request.RequestedItem;
import dev.ordersaga.order.request.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the body of {@code POST /orders} as {@link StrictBody} does. */
final class OrderRequestReader {

    private final StrictBody body;

    private OrderRequestReader(StrictBody body) {
        this.body = body;
    }

    /** @throws InvalidOrder with every problem found */
    static OrderRequest read(byte[] body) {
        return new OrderRequestReader(StrictBody.read(body)).order();
    }

    private OrderRequest order() {
        JsonNode root = body.root();
        body.refuseUnknown("", root, Set.of("customerId", "items", "paymentMethod"));
        String customerId = body.text("", root, "customerId");
        String paymentMethod = body.text("", root, "paymentMethod");
        List<RequestedItem> items = items(root);
        body.requireSound();
        return new OrderRequest(customerId, items, paymentMethod);
    }

    private List<RequestedItem> items(JsonNode root) {
        JsonNode items = root.path("items");
        if (items.isMissingNode()) {
            body.add(new Violation("items", "is missing"));
        } else if (!items.isArray()) {
            body.add(new Violation("items", "must be an array"));
        } else if (items.size() > OrderRequest.MAX_ITEMS) {
            body.add(new Violation("items", "must be 1 to " + OrderRequest.MAX_ITEMS + " items"));
        } else {
            List<RequestedItem> read = new ArrayList<>();
            for (int i = 0; i < items.size(); i++) {
                read.add(item("items[" + i + "]", items.get(i)));
            }
            return read;
        }
        return List.of();
    }

    private RequestedItem item(String place, JsonNode item) {
        if (!item.isObject()) {
            body.add(new Violation(place, "must be an object"));
            return new RequestedItem("", 0);
        }
        body.refuseUnknown(place + ".", item, Set.of("sku", "quantity"));
        return new RequestedItem(body.text(place + ".", item, "sku"), quantity(place, item.path("quantity")));
    }

    private int quantity(String place, JsonNode quantity) {
        if (quantity.isMissingNode()) {
            body.add(new Violation(place + ".quantity", "is missing"));
        } else if (!quantity.isIntegralNumber() || !quantity.canConvertToInt()) {
            body.add(OrderRequest.quantityOutOfRange(place));
        } else {
            return quantity.intValue();
        }
        return 0;
    }
}
