package dev.ordersaga.asl.execution;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON on its way through an execution, written down at most once however many events tell of it. */
final class Payload {

    /** "The maximum input or output size for a task, state, or execution: 256 KiB of data as a UTF-8 encoded string." */
    private static final int MOST_BYTES = 256 * 1024;

    private final JsonNode json;
    private @Nullable String text;

    Payload(JsonNode json) {
        this.json = json;
    }

    Payload(JsonNode json, String text) {
        this.json = json;
        this.text = text;
    }

    JsonNode json() {
        return json;
    }

    String text() {
        String written = text;
        if (written == null) {
            written = json.toString();
            text = written;
        }
        return written;
    }

    /** The same payload if {@code other} is the tree it holds, so that nothing is written down twice. */
    @SuppressWarnings("ReferenceEquality") // equal trees are written down alike, but comparing them costs as much
    Payload with(JsonNode other) {
        return other == json ? this : new Payload(other);
    }

    boolean isTooLarge() {
        String written = text();
        if (written.length() * 3L <= MOST_BYTES) {
            return false;
        }
        return written.length() > MOST_BYTES || written.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }
}
