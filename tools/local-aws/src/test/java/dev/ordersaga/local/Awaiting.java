package dev.ordersaga.local;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Awaitility, as these tests wait across a process boundary: what they wait for comes within milliseconds, as a rule. */
public final class Awaiting {

    private Awaiting() {}

    public static ConditionFactory await() {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20));
    }
}
