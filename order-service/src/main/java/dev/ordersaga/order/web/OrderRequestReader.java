package dev.ordersaga.order.web;

import dev.ordersaga.order.InvalidOrder;
import dev.ordersaga.order.OrderRequest;
import dev.ordersaga.order.RequestedItem;
import dev.ordersaga.order.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the body of {@code POST /orders} field by field, so that every problem is named by its place, nothing is
 * converted in silence, and no message repeats a value (which may be a card number).
 */
final class OrderRequestReader {

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private final List<Violation> violations = new ArrayList<>();

    private OrderRequestReader() {}

    /** @throws InvalidOrder with every problem found */
    static OrderRequest read(byte[] body) {
        return new OrderRequestReader().order(tree(body));
    }

    private OrderRequest order(JsonNode root) {
        if (!root.isObject()) {
            throw new InvalidOrder(List.of(new Violation("body", "must be a JSON object")));
        }
        refuseUnknown("", root, Set.of("customerId", "items", "paymentMethod"));
        String customerId = text("", root, "customerId");
        String paymentMethod = text("", root, "paymentMethod");
        List<RequestedItem> items = items(root);
        if (violations.isEmpty()) {
            return new OrderRequest(customerId, items, paymentMethod);
        }
        throw new InvalidOrder(violations);
    }

    private List<RequestedItem> items(JsonNode root) {
        JsonNode items = root.path("items");
        if (items.isMissingNode()) {
            violations.add(new Violation("items", "is missing"));
        } else if (!items.isArray()) {
            violations.add(new Violation("items", "must be an array"));
        } else if (items.size() > OrderRequest.MOST_ITEMS) {
            violations.add(new Violation("items", "must be 1 to " + OrderRequest.MOST_ITEMS + " items"));
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
            violations.add(new Violation(place, "must be an object"));
            return new RequestedItem("", 0);
        }
        refuseUnknown(place + ".", item, Set.of("sku", "quantity"));
        return new RequestedItem(text(place + ".", item, "sku"), quantity(place, item.path("quantity")));
    }

    private int quantity(String place, JsonNode quantity) {
        if (quantity.isMissingNode()) {
            violations.add(new Violation(place + ".quantity", "is missing"));
        } else if (!quantity.isIntegralNumber() || !quantity.canConvertToInt()) {
            violations.add(OrderRequest.quantityOutOfRange(place));
        } else {
            return quantity.intValue();
        }
        return 0;
    }

    private String text(String prefix, JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            violations.add(new Violation(prefix + name, "is missing"));
        } else if (!value.isString()) {
            violations.add(new Violation(prefix + name, "must be a string"));
        } else {
            return value.stringValue();
        }
        return "";
    }

    private void refuseUnknown(String prefix, JsonNode object, Set<String> known) {
        Set<String> unknown = new TreeSet<>(object.propertyNames());
        unknown.removeAll(known);
        unknown.stream()
                .limit(10)
                .forEach(name -> violations.add(new Violation(prefix + shown(name), "is not a known field")));
    }

    private static JsonNode tree(byte[] body) {
        try (JsonParser parser = STRICT.createParser(body)) {
            JsonNode tree;
            try {
                tree = parser.readValueAsTree();
                if (tree != null && parser.nextToken() == null) {
                    return tree;
                }
            } catch (JacksonException malformed) {
                throw new InvalidOrder(List.of(malformed(parser, malformed)));
            }
            throw new InvalidOrder(List.of(new Violation(
                    "body", tree == null ? "is missing" : "must be one JSON object and nothing behind it")));
        }
    }

    private static Violation malformed(JsonParser parser, JacksonException malformed) {
        String place = placeOf(parser.streamReadContext());
        String message = malformed.getOriginalMessage();
        if (message != null && message.startsWith("Duplicate Object property")) {
            return new Violation(place, "is there twice");
        }
        String where = malformed.getLocation() == null
                ? ""
                : " (line " + malformed.getLocation().getLineNr() + ", column "
                        + malformed.getLocation().getColumnNr() + ")";
        return new Violation(place, "is not well-formed JSON" + where);
    }

    /** {@code items[1].quantity} for the place that a parser has come to, {@code body} for the outermost. */
    private static String placeOf(TokenStreamContext context) {
        StringBuilder place = new StringBuilder();
        for (TokenStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
            if (at.inArray()) {
                place.insert(0, "[" + at.getCurrentIndex() + "]");
            } else if (at.currentName() != null) {
                place.insert(0, "." + shown(at.currentName()));
            }
            if (place.length() > 200) {
                return "body"; // somewhere deep down
            }
        }
        if (place.isEmpty()) {
            return "body";
        }
        return place.charAt(0) == '.' ? place.substring(1) : place.toString();
    }

    /** A name that the client chose, made fit for a message. */
    private static String shown(String name) {
        String clean = name.replaceAll("[^ -~]", "?");
        return clean.length() > 64 ? clean.substring(0, 64) + "..." : clean;
    }
}
