package dev.ordersaga.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimersTest {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private final VirtualTimers timers = new VirtualTimers(START);
    private final List<String> rang = new ArrayList<>();

    private void ring(String name) {
        rang.add(name + "@" + Duration.between(START, timers.now()).toSeconds());
    }

    @Test
    void alarmsRingInTheOrderOfTheirTimesAndSeeThem() {
        timers.at(START.plusSeconds(5), () -> ring("b"));
        timers.at(START.plusSeconds(2), () -> ring("a"));

        timers.advance(Duration.ofSeconds(10));

        assertThat(rang).containsExactly("a@2", "b@5");
        assertThat(timers.now()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void alarmsOfTheSameTimeRingInTheOrderTheyWereSet() {
        timers.at(START, () -> ring("a"));
        timers.at(START.minusSeconds(9), () -> ring("b"));

        timers.runUntilIdle();

        assertThat(rang).containsExactly("a@0", "b@0");
    }

    @Test
    void aCancelledAlarmDoesNotRing() {
        timers.at(START.plusSeconds(1), () -> ring("a")).cancel();

        assertThat(timers.advanceToNextAlarm()).isFalse();
        assertThat(timers.now()).isEqualTo(START);
    }

    @Test
    void anAlarmMaySetTheNextWithinTheSameAdvance() {
        timers.at(START.plusSeconds(1), () -> timers.at(START.plusSeconds(2), () -> ring("next")));

        timers.advance(Duration.ofSeconds(3));

        assertThat(rang).containsExactly("next@2");
    }
}
