package dev.ordersaga.asl.execution;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The attempts that wait for their token. Who takes a token out has the right to end its attempt, so that an answer which
 * was accepted is not overtaken by a time-out. The one part of an execution that other threads touch.
 */
final class OpenTaskTokens {

    private final Map<String, Long> attempts = new ConcurrentHashMap<>(4);

    void add(String token, long attempt) {
        attempts.put(token, attempt);
    }

    /** The number of the attempt that waits for this token; null for none. */
    @Nullable
    Long find(String token) {
        return attempts.get(token);
    }

    /** Takes the token out; null where it is not there (any more). */
    @Nullable
    Long claim(String token) {
        return attempts.remove(token);
    }

    void clear() {
        attempts.clear();
    }
}
