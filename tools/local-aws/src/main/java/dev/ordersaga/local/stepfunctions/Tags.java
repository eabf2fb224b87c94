package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The tags of an activity, and the rules for those of everything. */
final class Tags implements Tagged {

    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY_LENGTH = 128;
    private static final int MAX_VALUE_LENGTH = 256;
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private final String arn;
    private final Map<String, String> all = new LinkedHashMap<>();

    private final Runnable whenChanged;

    /**
     * No tags yet.
     *
     * @param whenChanged run after each change
     */
    Tags(String arn, Runnable whenChanged) {
        this.arn = arn;
        this.whenChanged = whenChanged;
    }

    @Override
    public synchronized Map<String, String> tags() {
        return new LinkedHashMap<>(all);
    }

    @Override
    public synchronized void tag(Map<String, String> more) {
        Map<String, String> together = new LinkedHashMap<>(all);
        together.putAll(more);
        if (together.size() > MAX_TAGS) {
            throw new AwsError("TooManyTags", "Too Many Tags: '" + arn + "'");
        }
        all.putAll(more);
        whenChanged.run();
    }

    @Override
    public synchronized void untag(List<String> keys) {
        keys.forEach(all::remove);
        whenChanged.run();
    }

    /** The tags that a request gives; none where it gives none. */
    static Map<String, String> given(RequestFields input) {
        Map<String, String> tags = new LinkedHashMap<>();
        if (input.any("tags").isEmpty()) {
            return tags;
        }
        for (JsonNode tag : input.list("tags")) {
            String key = tag.path("key").asString("");
            String value = tag.path("value").asString("");
            if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
                throw invalid("a key must have a length from 1 to " + MAX_KEY_LENGTH);
            }
            if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                throw invalid("keys that begin with aws: are not allowed for external use");
            }
            if (!ALLOWED.matcher(key).matches() || !ALLOWED.matcher(value).matches()) {
                throw invalid("tags may only contain Unicode letters, digits, white space, or _ . : / = + - @");
            }
            if (value.length() > MAX_VALUE_LENGTH) {
                throw invalid("a value must have a length of at most " + MAX_VALUE_LENGTH);
            }
            tags.put(key, value);
        }
        return tags;
    }

    private static AwsError invalid(String rule) {
        return new AwsError(
                "ValidationException",
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: " + rule);
    }
}
