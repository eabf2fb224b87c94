package dev.ordersaga.local.lambda;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as Lambda's API reads and writes it. */
final class LambdaJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private LambdaJson() {}

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads one JSON value and nothing after it. */
    static JsonNode read(byte[] text) throws JacksonException {
        return MAPPER.readTree(text);
    }

    static String write(JsonNode value) {
        return MAPPER.writeValueAsString(value);
    }
}
