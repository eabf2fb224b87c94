package dev.ordersaga.local.logs;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place of an event in its group: by its time, of one time by its arrival. */
record LogPosition(long timestamp, long sequence) implements Comparable<LogPosition> {

    static final LogPosition FIRST = new LogPosition(Long.MIN_VALUE, Long.MIN_VALUE);
    static final LogPosition LAST = new LogPosition(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final Pattern TEXT = Pattern.compile("([0-9a-f]{16})([0-9a-f]{16})");

    /** Before all events of a time. */
    static LogPosition at(long timestamp) {
        return new LogPosition(timestamp, Long.MIN_VALUE);
    }

    /** Reads what {@link #text} wrote; empty for any other text. */
    static Optional<LogPosition> of(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new LogPosition(
                        Long.parseUnsignedLong(matcher.group(1), 16), Long.parseUnsignedLong(matcher.group(2), 16)))
                : Optional.empty();
    }

    LogPosition orLater(LogPosition other) {
        return compareTo(other) < 0 ? other : this;
    }

    LogPosition orEarlier(LogPosition other) {
        return compareTo(other) < 0 ? this : other;
    }

    /** Behind the event at this place. */
    LogPosition next() {
        return new LogPosition(timestamp, sequence + 1);
    }

    /** The position as a text that sorts as positions do. */
    String text() {
        return String.format(Locale.ROOT, "%016x%016x", timestamp, sequence);
    }

    @Override
    public int compareTo(LogPosition other) {
        int byTime = Long.compare(timestamp, other.timestamp);
        return byTime == 0 ? Long.compare(sequence, other.sequence) : byTime;
    }
}
