package dev.ordersaga.definition;

import java.util.Map;

/** The order saga as shipped: the very bytes that are deployed. */
public final class OrderSaga {

    private OrderSaga() {}

    /** The definition with its {@code ${…}} places still open, as {@code template.yaml} refers to it. */
    public static String definition() {
        return DefinitionFile.read("/order-saga.asl.json");
    }

    /**
     * The definition with each {@code ${Name}} replaced, as CloudFormation does with {@code DefinitionSubstitutions}.
     *
     * @throws IllegalArgumentException where a place stays open
     */
    public static String definition(Map<String, String> substitutions) {
        return DefinitionFile.substituted(definition(), substitutions);
    }

    /** An example of what the named Task state sends to its function, as JSON text. */
    public static String samplePayload(String state) {
        return DefinitionFile.read("/payloads/" + state + ".json");
    }

    /** An example of the input that an execution is started with, as JSON text. */
    public static String sampleInput() {
        return DefinitionFile.read("/order-saga.input.json");
    }
}
