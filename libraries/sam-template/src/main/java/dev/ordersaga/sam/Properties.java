package dev.ordersaga.sam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The properties of one resource with their values; what is of the wrong kind is a problem at its place. */
final class Properties {

    private final ObjectNode raw;
    private final String place;
    private final Intrinsics intrinsics;
    private final Problems problems;

    Properties(ObjectNode raw, String place, Intrinsics intrinsics, Problems problems) {
        this.raw = raw;
        this.place = place;
        this.intrinsics = intrinsics;
        this.problems = problems;
    }

    ObjectNode raw() {
        return raw;
    }

    String place() {
        return place;
    }

    String place(String name) {
        return Pointer.of(place, name);
    }

    boolean has(String name) {
        return raw.has(name);
    }

    /** The properties inside of a property that is a mapping. */
    Optional<Properties> inside(String name) {
        return raw.path(name) instanceof ObjectNode object && !Intrinsics.isCall(object)
                ? Optional.of(new Properties(object, place(name), intrinsics, problems))
                : Optional.empty();
    }

    /** All properties with their values; empty where they are not all known. */
    Optional<ObjectNode> values() {
        return intrinsics.value(raw, place).filter(ObjectNode.class::isInstance).map(ObjectNode.class::cast);
    }

    /** The value of a property; empty where it is not there or not known. */
    Optional<JsonNode> value(String name) {
        return has(name)
                ? intrinsics.value(raw.get(name), place(name)).filter(value -> !value.isMissingNode())
                : Optional.empty();
    }

    Optional<String> text(String name) {
        return value(name).flatMap(value -> {
            if (value.isValueNode() && !value.isNull()) {
                return Optional.of(value.asString(""));
            }
            problems.add(place(name), "must be a text");
            return Optional.empty();
        });
    }

    /** A text that must be there. */
    Optional<String> required(String name) {
        if (!has(name)) {
            problems.add(place, name + " is missing");
            return Optional.empty();
        }
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !value.get().isString()) {
            problems.add(place(name), "must be a text");
            return Optional.empty();
        }
        return value.map(JsonNode::asString);
    }

    /** A whole number within bounds; the default where it is not there or not known. */
    int number(String name, int otherwise, int least, int most) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.get().asString(""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        problems.add(place(name), "must be a number from " + least + " to " + most);
        return otherwise;
    }

    /** A mapping of texts below a path of properties. */
    Map<String, String> texts(String... path) {
        JsonNode node = raw;
        String at = place;
        for (String step : path) {
            node = node.path(step);
            at = Pointer.of(at, step);
        }
        if (node.isMissingNode()) {
            return Map.of();
        }
        if (!(node instanceof ObjectNode object) || Intrinsics.isCall(node)) {
            problems.add(at, "must be a mapping");
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (var field : object.properties()) {
            String fieldPlace = Pointer.of(at, field.getKey());
            Optional<JsonNode> value = intrinsics.value(field.getValue(), fieldPlace);
            if (value.isPresent() && !value.get().isMissingNode()) {
                intrinsics.text(value.get(), fieldPlace).ifPresent(text -> texts.put(field.getKey(), text));
            }
        }
        return texts;
    }

    /** The event sources of a resource of a type of SAM's. */
    List<EventSource> events(ResourceType of) {
        List<EventSource> events = new ArrayList<>();
        JsonNode all = raw.path("Events");
        if (!all.isObject() && !all.isMissingNode()) {
            problems.add(place("Events"), "must be a mapping");
        }
        for (var event : all.properties()) {
            String at = Pointer.of(place("Events"), event.getKey());
            JsonNode type = event.getValue().path("Type");
            if (!type.isString()) {
                problems.add(at, type.isMissingNode() ? "Type is missing" : "Type must be a text");
                continue;
            }
            JsonNode shape = PropertyShapes.ofEvent(of.toString(), type.asString());
            if (shape.isMissingNode()) {
                problems.add(at, "there is no type of events " + type.asString());
                continue;
            }
            problems.requireKnown(event.getValue(), at, EventSource.FIELDS);
            JsonNode written = event.getValue().path("Properties");
            String properties = Pointer.of(at, "Properties");
            if (!written.isMissingNode()) {
                new ShapeCheck(problems).check(written, shape, properties);
            }
            EventSource.needed(type.asString())
                    .filter(needed -> !written.has(needed))
                    .ifPresent(
                            needed -> problems.add(written.isMissingNode() ? at : properties, needed + " is missing"));
            Optional<ObjectNode> values = EventSource.READ.contains(type.asString()) && written.isObject()
                    ? intrinsics
                            .value(written, properties)
                            .filter(ObjectNode.class::isInstance)
                            .map(ObjectNode.class::cast)
                    : Optional.empty();
            events.add(new EventSource(event.getKey(), type.asString(), written, values, at));
        }
        return events;
    }
}
