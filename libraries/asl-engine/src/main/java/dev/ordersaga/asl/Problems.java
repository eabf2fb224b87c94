package dev.ordersaga.asl;

import java.util.ArrayList;
import java.util.List;

/** What has been found wrong so far. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(String pointer, String message) {
        found.add(new Problem(pointer, message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> found() {
        return List.copyOf(found);
    }

    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
