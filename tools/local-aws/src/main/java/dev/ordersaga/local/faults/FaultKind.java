package dev.ordersaga.local.faults;

import java.util.Locale;

/** What goes wrong with an invocation. {@code BEFORE}: the function never ran; {@code AFTER}: it ran, and its answer is lost. */
public enum FaultKind {
    ERROR_BEFORE,
    ERROR_AFTER,
    TIMEOUT_BEFORE,
    TIMEOUT_AFTER,
    /** Lambda refuses: too many requests. */
    THROTTLE,
    /** The function ran, and its process died before it could answer. */
    CRASH_AFTER;

    /** As in {@code error-before}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean runsTheFunction() {
        return this == ERROR_AFTER || this == TIMEOUT_AFTER || this == CRASH_AFTER;
    }
}
