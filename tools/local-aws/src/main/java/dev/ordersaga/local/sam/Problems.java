package dev.ordersaga.local.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The problems of one template, as they are found. */
final class Problems {

    private final TemplateFile file;
    private final List<Problem> found = new ArrayList<>();

    Problems(TemplateFile file) {
        this.file = file;
    }

    void add(String place, String message) {
        Problem problem = new Problem(place, file.line(place), message);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Says of each field that is not among the known ones that it is not known here. */
    void requireKnown(JsonNode object, String place, Set<String> known) {
        for (String field : object.propertyNames()) {
            if (!known.contains(field)) {
                add(place + "/" + field, "is not known here");
            }
        }
    }

    List<Problem> all() {
        return List.copyOf(found);
    }
}
