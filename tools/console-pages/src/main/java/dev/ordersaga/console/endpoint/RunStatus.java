package dev.ordersaga.console.endpoint;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an execution stands, as Step Functions says it. */
public enum RunStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED,
    PENDING_REDRIVE;

    /** Such as {@code timed out}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** The status of that name; empty where there is none. */
    public static Optional<RunStatus> of(String name) {
        return Arrays.stream(values())
                .filter(status -> status.name().equals(name))
                .findFirst();
    }
}
