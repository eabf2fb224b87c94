package dev.ordersaga.asl.execution;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** JSON on its way through an execution, written down at most once however many events tell of it, and only if one is read. */
final class Payload {

    /** "The maximum input or output size for a task, state, or execution: 256 KiB of data as a UTF-8 encoded string." */
    private static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_BYTES_A_CHARACTER = 6;
    private static final int MAX_BYTES_A_NUMBER = 32;

    private final JsonNode json;
    private volatile @Nullable String text;

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

    /** Counts before it writes: most payloads are so small that they fit whatever is in them. */
    boolean isTooLarge() {
        if (text == null && atMost(json, MAX_BYTES) >= 0) {
            return false;
        }
        String written = text();
        if (written.length() * 3L <= MAX_BYTES) {
            return false;
        }
        return written.length() > MAX_BYTES || written.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    /** What is left of {@code room} bytes after the node has been written, at least; negative as soon as that is unsure. */
    private static int atMost(JsonNode node, int room) {
        int left = room - 2;
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                left = atMost(member.getValue(), left - 4 - member.getKey().length() * MAX_BYTES_A_CHARACTER);
                if (left < 0) {
                    return left;
                }
            }
            return left;
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                left = atMost(element, left - 1);
                if (left < 0) {
                    return left;
                }
            }
            return left;
        }
        if (node.isString()) {
            int length = node.stringValue().length();
            return length > MAX_BYTES / MAX_BYTES_A_CHARACTER ? -1 : left - length * MAX_BYTES_A_CHARACTER;
        }
        // a number with many digits is counted as it is written
        return left
                - (node.isBigDecimal() || node.isBigInteger() ? node.toString().length() : MAX_BYTES_A_NUMBER);
    }
}
