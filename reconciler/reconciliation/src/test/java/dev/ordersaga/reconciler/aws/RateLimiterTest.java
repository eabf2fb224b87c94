package dev.ordersaga.reconciler.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class RateLimiterTest {

    private final Moving clock = new Moving();
    private Duration waited = Duration.ZERO;
    private final RateLimiter pace = new RateLimiter(3, Duration.ofMillis(200), clock, this::sleep);

    @Test
    void aFewCallsFollowEachOtherWithoutWaiting() {
        call(3);

        assertThat(waited).isZero();
    }

    @Test
    void afterThemOneIsMadeInEachSpan() {
        call(3 + 10);

        assertThat(waited).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void whatIsNotUsedIsSavedUpAsFarAsItGoes() {
        call(3);
        clock.now = clock.now.plusSeconds(60);
        call(3);
        assertThat(waited).isZero();

        call(1);
        assertThat(waited).isEqualTo(Duration.ofMillis(200));
    }

    private void call(int times) {
        for (int i = 0; i < times; i++) {
            pace.next();
        }
    }

    private void sleep(Duration duration) {
        waited = waited.plus(duration);
        clock.now = clock.now.plus(duration);
    }

    private static final class Moving extends Clock {
        private Instant now = Instant.parse("2026-06-01T12:00:00Z");

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
