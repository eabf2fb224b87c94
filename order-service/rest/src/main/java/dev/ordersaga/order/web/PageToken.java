package dev.ordersaga.order.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderPosition;
import dev.ordersaga.order.OrderStatus;
import java.time.Instant;
import java.util.Base64;

/** A place in the list of one status, as an opaque text that fits into a URL. */
final class PageToken {

    /** The times that the texts in the index can express, years 0 to 9999, in milliseconds. */
    private static final long EARLIEST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();

    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private PageToken() {}

    static String write(OrderStatus status, OrderPosition position) {
        String plain = status + "." + position.placedAt().toEpochMilli() + "." + position.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
    }

    /** @throws InvalidParameter unless the token came from a list of the same status */
    static OrderPosition read(OrderStatus status, String token) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), UTF_8).split("\\.", -1);
            long placedAt = parts.length == 3 ? Long.parseLong(parts[1]) : Long.MIN_VALUE;
            if (parts.length != 3 || !parts[0].equals(status.name()) || placedAt < EARLIEST || placedAt > LATEST) {
                throw invalid();
            }
            return new OrderPosition(Instant.ofEpochMilli(placedAt), new OrderId(parts[2]));
        } catch (IllegalArgumentException notBase64OrNumberOrId) {
            throw invalid();
        }
    }

    private static InvalidParameter invalid() {
        return new InvalidParameter("after", "must be the \"next\" of a page of the same status");
    }
}
