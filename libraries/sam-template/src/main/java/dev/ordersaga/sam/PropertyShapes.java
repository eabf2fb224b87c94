package dev.ordersaga.sam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The names that CloudFormation and SAM take below a resource, however deep, as their specifications list them. A shape is {@code true}
 * where anything may stand, a text where one value stands, a list with the shape of its elements, or an object with a shape for each
 * name, of which {@code *} stands for every other name; {@code |} lists shapes of which one holds.
 */
final class PropertyShapes {

    private static final JsonNode ALL = read();

    private PropertyShapes() {}

    /** The shape of the properties of a type of resources; a missing node where the type is not known here. */
    static JsonNode of(String type) {
        return ALL.path("types").path(type);
    }

    /** The shape of the properties of an event source; a missing node where there is no such source of that type of resources. */
    static JsonNode ofEvent(String type, String eventType) {
        return ALL.path("events of " + type).path(eventType);
    }

    /** The shape of a section of Globals; a missing node where there is none of that name. */
    static JsonNode ofGlobals(String section) {
        return ALL.path("globals").path(section);
    }

    /** The parameters of one of SAM's policy templates; empty where there is none of that name. */
    static Optional<Set<String>> ofPolicyTemplate(String name) {
        JsonNode parameters = ALL.path("policyTemplates").path(name);
        if (!parameters.isArray()) {
            return Optional.empty();
        }
        Set<String> names = new TreeSet<>();
        parameters.forEach(parameter -> names.add(parameter.asString()));
        return Optional.of(names);
    }

    private static JsonNode read() {
        try (InputStream json = PropertyShapes.class.getResourceAsStream("properties.json")) {
            if (json == null) {
                throw new IllegalStateException("properties.json is missing beside this class");
            }
            return JsonMapper.shared().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
