package dev.ordersaga.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When one more process is worth its start. */
class EnvironmentLimitsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger percentInUse = new AtomicInteger();
    private final AtomicInteger readings = new AtomicInteger();
    private final ProcessorLoad load = new ProcessorLoad(
            () -> {
                readings.incrementAndGet();
                return percentInUse.get() / 100.0;
            },
            nanos::get);
    private final EnvironmentLimits limits = new EnvironmentLimits(2, () -> 8, load, Runnable::run);

    @Test
    void oneMoreProcessHelpsWhereTheProcessorsHaveTimeLeft() {
        limits.oneMoreHelps(List.of());
        percentInUse.set(40);
        pass(Duration.ofMillis(300));
        assertThat(limits.oneMoreHelps(List.of())).isTrue();
    }

    @Test
    void oneMoreProcessDoesNotHelpWhereTheProcessorsAreBusy() {
        limits.oneMoreHelps(List.of());
        percentInUse.set(97);
        pass(Duration.ofMillis(300));
        assertThat(limits.oneMoreHelps(List.of())).isFalse();
    }

    @Test
    void aReadingOverALongTimeSaysNothingOfNow() {
        limits.oneMoreHelps(List.of());
        pass(Duration.ofMinutes(5));
        assertThat(limits.oneMoreHelps(List.of())).isFalse();
        pass(Duration.ofMillis(300));
        assertThat(limits.oneMoreHelps(List.of())).isTrue();
    }

    @Test
    void theProcessorsAreReadAtMostFourTimesASecond() {
        for (int asked = 0; asked < 100; asked++) {
            limits.oneMoreHelps(List.of());
            pass(Duration.ofMillis(10));
        }
        assertThat(readings).hasValueLessThanOrEqualTo(5);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
