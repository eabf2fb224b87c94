package dev.ordersaga.console.endpoint;

import java.time.Instant;
import java.util.List;

/** What was put on event buses and topics. */
public interface Publications {

    /** Newest first. */
    List<Publication> newest(int most);

    /**
     * Something that was published.
     *
     * @param detail JSON text, or any text
     */
    record Publication(String id, String bus, String source, String detailType, String detail, Instant time) {}
}
