package dev.ordersaga.local.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LocalClockTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Instant real = START;
    private final LocalClock clock = new LocalClock(new Clock() {

        @Override
        public Instant instant() {
            return real;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void itRunsAsTheOtherClockDoes() {
        real = real.plusNanos(123_456_789);

        assertThat(clock.instant()).isEqualTo(real);
        assertThat(clock.realUntil(real.plusSeconds(1))).hasValue(Duration.ofSeconds(1));
    }

    @Test
    void itIsSetForwardAndNeverBack() {
        clock.set(START.plusSeconds(3_600));
        clock.set(START.plusSeconds(60));
        real = real.plusSeconds(1);

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3_601));
    }

    @Test
    void itRunsAtAMultipleFromThenOn() {
        real = real.plusSeconds(10);
        clock.run(60);
        real = real.plusSeconds(2);

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(130));
        assertThat(clock.realUntil(START.plusSeconds(190))).hasValue(Duration.ofSeconds(1));

        clock.run(1);
        real = real.plusSeconds(1);
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(131));
    }

    @Test
    void itStandsUntilItIsSet() {
        clock.run(0);
        real = real.plusSeconds(100);

        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.realUntil(START.plusSeconds(1))).isEmpty();
        clock.set(START.plusSeconds(5));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void whoeverListensHearsOfEachChange() {
        List<Instant> heard = new ArrayList<>();
        clock.whenChanged(() -> heard.add(clock.instant()));

        clock.set(START.plusSeconds(1));
        clock.run(2);

        assertThat(heard).containsExactly(START.plusSeconds(1), START.plusSeconds(1));
    }
}
