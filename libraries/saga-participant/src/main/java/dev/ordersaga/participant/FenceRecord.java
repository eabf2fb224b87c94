package dev.ordersaga.participant;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The one row a step has in the steps table.
 *
 * @param fingerprint of the do's request; null in a tombstone that was there before any do
 * @param answer JSON: the do's answer in DONE, the undo's in COMPENSATED
 * @param memo JSON: what the undo needs to know
 * @param error class name of the refusal in REFUSED
 */
record FenceRecord(
        String id,
        State state,
        @Nullable String fingerprint,
        @Nullable String answer,
        @Nullable String memo,
        @Nullable String error,
        @Nullable String message,
        Instant recordedAt,
        Instant expiresAt) {

    static final String ID = "id";
    static final String STATE = "state";

    enum State {
        INTENT,
        DONE,
        REFUSED,
        COMPENSATED
    }

    Map<String, AttributeValue> toItem() {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put(ID, AttributeValue.fromS(id));
        item.put(STATE, AttributeValue.fromS(state.name()));
        put(item, "fingerprint", fingerprint);
        put(item, "answer", answer);
        put(item, "memo", memo);
        put(item, "error", error);
        put(item, "message", message);
        item.put("recordedAt", AttributeValue.fromS(recordedAt.toString()));
        // Epoch seconds: the form that DynamoDB's time to live reads.
        item.put("expiresAt", AttributeValue.fromN(Long.toString(expiresAt.getEpochSecond())));
        return item;
    }

    static FenceRecord of(Map<String, AttributeValue> item) {
        try {
            return new FenceRecord(
                    required(item, ID),
                    State.valueOf(required(item, STATE)),
                    get(item, "fingerprint"),
                    get(item, "answer"),
                    get(item, "memo"),
                    get(item, "error"),
                    get(item, "message"),
                    Instant.parse(required(item, "recordedAt")),
                    expiry(item.get("expiresAt")));
        } catch (RuntimeException e) {
            throw new UnreadableRecord("not a record of a step: attributes " + item.keySet(), e);
        }
    }

    private static Instant expiry(@Nullable AttributeValue seconds) {
        if (seconds == null) {
            throw new IllegalArgumentException("expiresAt is missing");
        }
        return Instant.ofEpochSecond(Long.parseLong(seconds.n()));
    }

    private static void put(Map<String, AttributeValue> item, String name, @Nullable String value) {
        if (value != null) {
            item.put(name, AttributeValue.fromS(value));
        }
    }

    private static @Nullable String get(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    private static String required(Map<String, AttributeValue> item, String name) {
        String value = get(item, name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
