package dev.ordersaga.asl;

import java.util.ArrayList;
import java.util.List;

/** What has been found wrong so far. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(String pointer, String message) {
        add(ProblemCode.SCHEMA_VALIDATION_FAILED, pointer, message);
    }

    void add(ProblemCode code, String pointer, String message) {
        found.add(new Problem(code, pointer, message));
    }

    /** Whether anything is wrong at a place or further down. */
    boolean anyIn(String pointer) {
        return found.stream()
                .anyMatch(problem ->
                        problem.pointer().equals(pointer) || problem.pointer().startsWith(pointer + "/"));
    }

    List<Problem> found() {
        return List.copyOf(found);
    }

    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
