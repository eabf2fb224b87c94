package dev.ordersaga.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.http.Caller;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogGroupsTest {

    private static final Caller OWNER = new Caller("000000000000", "us-east-1");

    private final Clock clock = Clock.fixed(Instant.ofEpochMilli(100_000), ZoneOffset.UTC);

    @Test
    void ofVeryMuchTheLastIsKept() {
        LogGroups groups = new LogGroups(clock, 10_000);

        for (int i = 0; i < 1_000; i++) {
            groups.put(OWNER, i % 2 == 0 ? "even" : "odd", "s", i, "message " + i);
        }

        assertThat(messages(groups, "odd")).hasSizeBetween(20, 40).last().isEqualTo("message 999");
        assertThat(groups.<Long>with(OWNER, "odd", LogGroup::storedBytes)
                        + groups.<Long>with(OWNER, "even", LogGroup::storedBytes))
                .isLessThanOrEqualTo(10_000);
    }

    @Test
    void whatIsLongerThanAnEventMayBeIsCut() {
        LogGroups groups = new LogGroups(clock);

        groups.put(OWNER, "g", "s", 1, "x".repeat(1024 * 1024) + "y");

        assertThat(messages(groups, "g")).hasSize(2).last().isEqualTo("y");
    }

    @Test
    void eventsThatAreKeptNoLongerAreNotRead() {
        LogGroups groups = new LogGroups(Clock.fixed(Instant.parse("2026-01-10T00:00:00Z"), ZoneOffset.UTC));
        groups.put(OWNER, "g", "s", Instant.parse("2026-01-01T00:00:00Z").toEpochMilli(), "old");
        groups.put(OWNER, "g", "s", Instant.parse("2026-01-09T00:00:00Z").toEpochMilli(), "new");

        groups.with(OWNER, "g", group -> {
            group.retain(3);
            return group;
        });

        assertThat(messages(groups, "g")).containsExactly("new");
    }

    private static List<String> messages(LogGroups groups, String name) {
        return groups.with(
                OWNER,
                name,
                group -> group.events(LogPosition.FIRST, LogPosition.LAST, groups.now()).values().stream()
                        .map(LogEvent::message)
                        .toList());
    }
}
