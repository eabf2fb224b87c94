package dev.ordersaga.asl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has been found wrong so far. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(String pointer, String message) {
        add(ProblemCode.SCHEMA_VALIDATION_FAILED, pointer, message);
    }

    void add(ProblemCode code, String pointer, String message) {
        found.add(new Problem(code, pointer, message, Optional.empty()));
    }

    void add(String pointer, String message, AwsWording aws) {
        add(ProblemCode.SCHEMA_VALIDATION_FAILED, pointer, message, aws);
    }

    void add(ProblemCode code, String pointer, String message, AwsWording aws) {
        found.add(new Problem(code, pointer, message, Optional.of(aws)));
    }

    /** Whether anything is wrong at a place or further down. */
    boolean anyIn(String pointer) {
        return found.stream()
                .anyMatch(problem ->
                        problem.pointer().equals(pointer) || problem.pointer().startsWith(pointer + "/"));
    }

    /** Whether nothing is wrong but what this engine cannot run. */
    boolean onlyNotSupported() {
        return found.stream().allMatch(problem -> problem.code() == ProblemCode.NOT_SUPPORTED);
    }

    List<Problem> found() {
        return List.copyOf(found);
    }

    static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
