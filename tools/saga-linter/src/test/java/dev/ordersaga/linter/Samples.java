package dev.ordersaga.linter;

import dev.ordersaga.linter.sam.DeployedFunction;
import dev.ordersaga.linter.sam.DeployedMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sagas to lint. */
final class Samples {

    private Samples() {}

    static String read(String name) {
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream("/lint/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A small saga that earns nothing. */
    static String good() {
        return read("good-saga.asl.json");
    }

    /** The small saga with one text in it replaced; the text must be there. */
    static String good(String text, String by) {
        String good = good().replaceAll("\\s+", " ");
        if (!good.contains(text)) {
            throw new IllegalArgumentException("the sample has no " + text);
        }
        return good.replace(text, by);
    }

    static DeployedMachine functions(Map<String, Integer> seconds) {
        Map<String, DeployedFunction> functions = new HashMap<>();
        seconds.forEach((name, timeout) -> functions.put(name, new DeployedFunction(name, timeout, 128)));
        return new DeployedMachine(false, Map.of(), functions);
    }

    /** Findings as texts of pointer and rule. */
    static List<String> places(List<Finding> findings) {
        return findings.stream()
                .map(finding -> finding.pointer() + " " + finding.rule())
                .toList();
    }

    static List<String> lint(String definition) {
        return places(SagaLinter.lint(definition));
    }
}
