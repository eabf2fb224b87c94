package dev.ordersaga.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The order saga as shipped: the very bytes that are deployed. */
public final class OrderSaga {

    private OrderSaga() {}

    /** The definition with its {@code ${…}} places still open, as {@code template.yaml} refers to it. */
    public static String definition() {
        return read("/order-saga.asl.json");
    }

    /**
     * The definition with each {@code ${Name}} replaced, as CloudFormation does with {@code DefinitionSubstitutions}.
     *
     * @throws IllegalArgumentException where a place stays open
     */
    public static String definition(Map<String, String> substitutions) {
        String text = definition();
        for (Map.Entry<String, String> place : substitutions.entrySet()) {
            text = text.replace("${" + place.getKey() + "}", place.getValue());
        }
        int open = text.indexOf("${");
        if (open >= 0) {
            throw new IllegalArgumentException("no value for " + text.substring(open, text.indexOf('}', open) + 1));
        }
        return text;
    }

    /** An example of what the named Task state sends to its function, as JSON text. */
    public static String samplePayload(String state) {
        return read("/payloads/" + state + ".json");
    }

    /** An example of the input that an execution is started with, as JSON text. */
    public static String sampleInput() {
        return read("/payloads/execution-input.json");
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(OrderSaga.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
