package dev.ordersaga.order.desk.signin;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Kept by this process and lost with it; of more than {@link #MAX_KEPT} the one that was used least lately is lost. */
final class InMemoryBrowserStore implements BrowserStore {

    static final int MAX_KEPT = 10_000;

    private record Remembered(Map<String, String> facts, Instant expires) {}

    private final Clock clock;
    private final Map<String, Remembered> entries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MAX_KEPT;
        }
    };

    InMemoryBrowserStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void put(String name, Map<String, String> facts, Instant expires) {
        entries.put(BrowserSecret.fingerprint(name), new Remembered(Map.copyOf(facts), expires));
    }

    @Override
    public synchronized Optional<Map<String, String>> find(String name) {
        return living(entries.get(BrowserSecret.fingerprint(name)));
    }

    @Override
    public synchronized Optional<Map<String, String>> take(String name) {
        return living(entries.remove(BrowserSecret.fingerprint(name)));
    }

    private Optional<Map<String, String>> living(@Nullable Remembered entry) {
        return Optional.ofNullable(entry)
                .filter(found -> clock.instant().isBefore(found.expires()))
                .map(Remembered::facts);
    }
}
