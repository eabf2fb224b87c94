package dev.ordersaga.order.desk.signin;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps facts about browsers from one request to the next, each under a name that only its browser knows. Every method may throw
 * {@link dev.ordersaga.order.Unavailable}.
 */
interface BrowserStore {

    /**
     * Keeps facts until they expire.
     *
     * @param name 256 bits of chance; it is a secret, and kept only as what {@link BrowserSecret#fingerprint} makes of it
     */
    void put(String name, Map<String, String> facts, Instant expires);

    /** What is kept and has not expired. */
    Optional<Map<String, String>> find(String name);

    /** Takes what is kept away, so that of many who take it one gets it; empty when it has expired. */
    Optional<Map<String, String>> take(String name);
}
