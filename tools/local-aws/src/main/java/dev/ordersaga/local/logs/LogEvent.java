package dev.ordersaga.local.logs;

/**
 * One event of a log stream.
 *
 * @param sequence orders events by their arrival
 * @param timestamp when it happened, in milliseconds since the epoch
 * @param ingestionTime when it arrived, in milliseconds since the epoch
 */
record LogEvent(String stream, long sequence, long timestamp, long ingestionTime, String message) {

    /** What an event takes besides its message, about. */
    private static final int OVERHEAD = 160;

    /** "An event's id" as its position shows it: unique, and in the order of the pages. */
    String id() {
        return position().text();
    }

    LogPosition position() {
        return new LogPosition(timestamp, sequence);
    }

    /** The bytes that it takes here, about. */
    int size() {
        return message.length() + OVERHEAD;
    }
}
