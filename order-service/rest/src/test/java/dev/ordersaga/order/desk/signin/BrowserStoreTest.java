package dev.ordersaga.order.desk.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.participant.DynamoDbLocal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same of what a process keeps and of what a table does. */
class BrowserStoreTest {

    @RegisterExtension
    static final DynamoDbLocal DYNAMO_DB = new DynamoDbLocal();

    private final TurningClock clock = new TurningClock();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsKeptIsFoundUnderItsNameAlone(boolean inMemory) {
        BrowserStore kept = kept(inMemory);
        String name = BrowserSecret.make();
        kept.put(name, Map.of("subject", "customer-1", "roles", ""), clock.now.plusSeconds(60));

        assertThat(kept.find(name)).hasValue(Map.of("subject", "customer-1", "roles", ""));
        assertThat(kept.find(name)).isPresent();
        assertThat(kept.find(BrowserSecret.make())).isEmpty();
        assertThat(kept.find(BrowserSecret.fingerprint(name))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsTakenOnce(boolean inMemory) {
        BrowserStore kept = kept(inMemory);
        String name = BrowserSecret.make();
        kept.put(name, Map.of("a", "b"), clock.now.plusSeconds(60));

        assertThat(kept.take(name)).hasValue(Map.of("a", "b"));
        assertThat(kept.take(name)).isEmpty();
        assertThat(kept.find(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatHasExpiredIsNotFound(boolean inMemory) {
        BrowserStore kept = kept(inMemory);
        String name = BrowserSecret.make();
        kept.put(name, Map.of("a", "b"), clock.now.plusSeconds(60));
        clock.now = clock.now.plus(Duration.ofSeconds(60));

        assertThat(kept.find(name)).isEmpty();
        assertThat(kept.take(name)).isEmpty();
    }

    private BrowserStore kept(boolean inMemory) {
        return inMemory
                ? new InMemoryBrowserStore(clock)
                : new DynamoDbBrowserStore(DYNAMO_DB.client(), DYNAMO_DB.createTable("desk-sessions", "id"), clock);
    }

    private static final class TurningClock extends Clock {

        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
