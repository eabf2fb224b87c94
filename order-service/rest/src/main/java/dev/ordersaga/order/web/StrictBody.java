package dev.ordersaga.order.web;

import dev.ordersaga.cardnumber.CardNumber;
import dev.ordersaga.order.request.InvalidOrder;
import dev.ordersaga.order.request.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a body that must be one JSON object, field by field, so that every problem is named by its place, nothing is
 * converted in silence, and no message repeats a value (which may be a card number).
 */
final class StrictBody {

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

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
