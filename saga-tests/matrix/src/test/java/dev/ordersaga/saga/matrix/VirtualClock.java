package dev.ordersaga.saga.matrix;

import dev.ordersaga.asl.execution.VirtualTimers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The virtual time, for handlers. */
final class VirtualClock extends Clock {

    private final VirtualTimers timers;

    VirtualClock(VirtualTimers timers) {
        this.timers = timers;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return timers.now();
    }
}
