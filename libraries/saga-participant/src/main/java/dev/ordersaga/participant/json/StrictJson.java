package dev.ordersaga.participant.json;

import dev.ordersaga.participant.json.MalformedJson.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a text that must be one JSON document and nothing behind it, each field of an object there once. Depth and the length
 * of numbers are bounded as Jackson bounds them. Safe for use by many threads.
 */
public final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * Reads a document.
     *
     * @throws MalformedJson unless it is one
     */
    public static JsonNode read(byte[] json) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            try {
                JsonNode tree = parser.readValueAsTree();
                if (tree == null || tree.isMissingNode()) {
                    throw new MalformedJson(Reason.EMPTY, Place.ROOT, 0, 0);
                }
                if (parser.nextToken() != null) {
                    throw new MalformedJson(Reason.MORE_BEHIND, Place.ROOT, 0, 0);
                }
                return tree;
            } catch (JacksonException e) {
                throw malformed(e, parser.streamReadContext());
            }
        }
    }

    private static MalformedJson malformed(JacksonException e, TokenStreamContext context) {
        String message = e.getOriginalMessage();
        boolean twice = message != null && message.startsWith("Duplicate Object property");
        TokenStreamLocation location = e.getLocation();
        return new MalformedJson(
                twice ? Reason.FIELD_TWICE : Reason.NOT_WELL_FORMED,
                place(context),
                location == null ? 0 : location.getLineNr(),
                location == null ? 0 : location.getColumnNr());
    }

    private static Place place(TokenStreamContext context) {
        if (context == null || context.inRoot()) {
            return Place.ROOT;
        }
        Place parent = place(context.getParent());
        if (context.inArray()) {
            return parent.element(context.getCurrentIndex());
        }
        String name = context.currentName();
        return name == null ? parent : parent.field(name);
    }
}
