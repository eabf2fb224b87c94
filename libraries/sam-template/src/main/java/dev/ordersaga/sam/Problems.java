package dev.ordersaga.sam;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The problems of one reading of a template, each once, in the order in which they are found. */
final class Problems {

    /** Values that are part of a message may be as long as the template. */
    private static final int MAX_LENGTH = 500;

    private final TemplateYaml document;
    private final Set<Problem> found = new LinkedHashSet<>();

    Problems(TemplateYaml document) {
        this.document = document;
    }

    void add(String place, String message) {
        found.add(document.problem(
                place, message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) + "…" : message));
    }

    /** Adds a problem for each field of an object that is not among the known ones. */
    void requireKnown(JsonNode object, String place, Set<String> known) {
        for (String field : object.propertyNames()) {
            if (!known.contains(field)) {
                add(Pointer.of(place, field), "is not known here");
            }
        }
    }

    List<Problem> all() {
        return List.copyOf(found);
    }
}
