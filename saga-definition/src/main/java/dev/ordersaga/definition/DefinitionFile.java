package dev.ordersaga.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The files of this room, and what CloudFormation makes of a definition. */
final class DefinitionFile {

    private DefinitionFile() {}

    static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(DefinitionFile.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String substituted(String definition, Map<String, String> substitutions) {
        String text = definition;
        for (Map.Entry<String, String> place : substitutions.entrySet()) {
            text = text.replace("${" + place.getKey() + "}", place.getValue());
        }
        int open = text.indexOf("${");
        if (open >= 0) {
            throw new IllegalArgumentException("no value for " + text.substring(open, text.indexOf('}', open) + 1));
        }
        return text;
    }
}
