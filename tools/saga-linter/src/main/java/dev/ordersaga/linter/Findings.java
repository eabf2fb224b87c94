package dev.ordersaga.linter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/** What has been found so far. */
final class Findings {

    private final List<Finding> found = new ArrayList<>();

    void error(Rule rule, String pointer, String message) {
        found.add(new Finding(Severity.ERROR, rule.id(), pointer, message));
    }

    void warning(Rule rule, String pointer, String message) {
        found.add(new Finding(Severity.WARNING, rule.id(), pointer, message));
    }

    /** All, in the order of the file; at one place in the order of the rules. */
    List<Finding> inOrder(ToLongFunction<String> position) {
        return found.stream()
                .sorted(Comparator.comparingLong(finding -> position.applyAsLong(finding.pointer())))
                .distinct()
                .toList();
    }
}
