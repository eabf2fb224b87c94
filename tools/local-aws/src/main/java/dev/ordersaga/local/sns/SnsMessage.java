package dev.ordersaga.local.sns;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A message for a topic.
 *
 * @param body what is kept of it, and what a subscriber gets that has no text of its own
 * @param texts JSON with a text a protocol; null for a message that is the same for all
 */
public record SnsMessage(
        @Nullable String subject, String body, @Nullable JsonNode texts, Map<String, MessageAttribute> attributes) {

    /** "Must not include line breaks or control characters, and must be less than 100 characters long." */
    private static final Pattern SUBJECT = Pattern.compile("[^\\p{Cntrl}]{1,100}");

    /** What a message, and a batch of messages, may have, in bytes. */
    static final int LARGEST = 256 * 1024;

    public SnsMessage {
        attributes = Map.copyOf(attributes);
    }

    /**
     * Reads a message; refuses it as AWS does where it is empty, too large, or not of the structure that it says.
     *
     * @param structure {@code json} where the message is JSON with a text a protocol
     */
    public static SnsMessage of(
            @Nullable String subject,
            String message,
            @Nullable String structure,
            Map<String, MessageAttribute> attributes) {
        if (message.isEmpty()) {
            throw new AwsError("InvalidParameter", "Invalid parameter: Empty message");
        }
        if (subject != null && !SUBJECT.matcher(subject).matches()) {
            throw new AwsError("InvalidParameter", "Invalid parameter: Subject");
        }
        if (size(message, attributes) > LARGEST) {
            throw new AwsError("InvalidParameter", "Invalid parameter: Message too long");
        }
        if (!"json".equals(structure)) {
            return new SnsMessage(subject, message, null, attributes);
        }
        try {
            JsonNode texts = AwsJson.MAPPER.readTree(message);
            if (texts.path("default").isString()) {
                return new SnsMessage(subject, message, texts, attributes);
            }
        } catch (JacksonException e) {
            throw new AwsError(
                    "InvalidParameter", "Invalid parameter: Message Structure - JSON message body failed to parse");
        }
        throw new AwsError(
                "InvalidParameter", "Invalid parameter: Message Structure - No default entry in JSON message body");
    }

    /** The bytes that count: of the message, and of the names, types and values of its attributes. */
    static int size(String message, Map<String, MessageAttribute> attributes) {
        int size = message.getBytes(StandardCharsets.UTF_8).length;
        for (Map.Entry<String, MessageAttribute> attribute : attributes.entrySet()) {
            size += attribute.getKey().length()
                    + attribute.getValue().type().length()
                    + attribute.getValue().value().getBytes(StandardCharsets.UTF_8).length;
        }
        return size;
    }

    /** The text for subscribers of a protocol. */
    String textFor(String protocol) {
        return texts == null
                ? body
                : texts.path(protocol).asString(texts.path("default").asString(""));
    }
}
