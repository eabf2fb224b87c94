package dev.ordersaga.order.web;

import dev.ordersaga.cardnumber.CardNumber;
import dev.ordersaga.order.request.InvalidOrder;
import dev.ordersaga.order.request.Violation;
import dev.ordersaga.participant.json.MalformedJson;
import dev.ordersaga.participant.json.Place;
import dev.ordersaga.participant.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads a body that must be one JSON object, field by field, so that every problem is named by its place, nothing is
 * converted in silence, and no message repeats a value (which may be a card number).
 */
final class StrictBody {

    private static final String IS_A_CARD = "looks like a card number and was not kept";

    private final JsonNode root;
    private final List<Violation> violations = new ArrayList<>();

    private StrictBody(JsonNode root) {
        this.root = root;
    }

    /** @throws InvalidOrder unless the body is one JSON object, each of its fields there once */
    static StrictBody read(byte[] body) {
        JsonNode root = tree(body);
        refuseCardNumbers("", root);
        if (!root.isObject()) {
            throw new InvalidOrder(List.of(new Violation("body", "must be a JSON object")));
        }
        return new StrictBody(root);
    }

    JsonNode root() {
        return root;
    }

    void add(Violation violation) {
        violations.add(violation);
    }

    /** @throws InvalidOrder with every problem found, if any was */
    void requireSound() {
        if (!violations.isEmpty()) {
            throw new InvalidOrder(violations);
        }
    }

    /** The text of a field; empty, and a violation, when there is none. */
    String text(String prefix, JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (value.isMissingNode()) {
            add(new Violation(prefix + name, "is missing"));
        } else if (!value.isString()) {
            add(new Violation(prefix + name, "must be a string"));
        } else {
            return value.stringValue();
        }
        return "";
    }

    /** The text of a field that may be left out. */
    @Nullable
    String optionalText(String name) {
        JsonNode value = root.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        return text("", root, name);
    }

    void refuseUnknown(String prefix, JsonNode object, Set<String> known) {
        Set<String> unknown = new TreeSet<>(object.propertyNames());
        unknown.removeAll(known);
        unknown.stream().limit(10).forEach(name -> add(new Violation(prefix + shown(name), "is not a known field")));
    }

    private static JsonNode tree(byte[] body) {
        try {
            return StrictJson.read(body);
        } catch (MalformedJson malformed) {
            throw new InvalidOrder(List.of(violation(malformed)));
        }
    }

    private static Violation violation(MalformedJson malformed) {
        return switch (malformed.reason()) {
            case EMPTY -> new Violation("body", "is missing");
            case MORE_BEHIND -> new Violation("body", "must be one JSON object and nothing behind it");
            case FIELD_TWICE -> new Violation(shown(malformed.place()), "is there twice");
            case NOT_WELL_FORMED ->
                new Violation(
                        shown(malformed.place()),
                        "is not well-formed JSON"
                                + (malformed.line() < 1
                                        ? ""
                                        : " (line " + malformed.line() + ", column " + malformed.column() + ")"));
        };
    }

    /** {@code items[1].quantity}; {@code body} for the outermost place, and for one deep down. */
    private static String shown(Place place) {
        String path = place.path(StrictBody::shown);
        return path.isEmpty() || path.length() > 200 ? "body" : path;
    }

    /** In a value or a name, in a field we know or not; the place is named as far as it has no such name in it. */
    private static void refuseCardNumbers(String place, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(field -> {
                refuse(place, field.getKey());
                refuseCardNumbers(
                        place.isEmpty() ? shown(field.getKey()) : place + "." + shown(field.getKey()),
                        field.getValue());
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                refuseCardNumbers(place + "[" + i + "]", node.get(i));
            }
        } else if (node.isString() || node.isNumber()) {
            refuse(place, node.asString());
        }
    }

    private static void refuse(String place, String text) {
        if (CardNumber.isIn(text)) {
            String where = place.isEmpty() || place.length() > 200 ? "body" : place;
            throw new InvalidOrder(List.of(new Violation(where, IS_A_CARD)));
        }
    }

    /** A name that the client chose, made fit for a message. */
    private static String shown(String name) {
        if (CardNumber.isIn(name)) {
            return "?";
        }
        String clean = name.replaceAll("[^ -~]", "?");
        return clean.length() > 64 ? clean.substring(0, 64) + "..." : clean;
    }
}
