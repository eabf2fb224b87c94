package dev.ordersaga.order.desk;

import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderPosition;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in a list, as a text that fits into an address. */
final class ListPosition {

    private static final int RADIX = 36;
    private static final Pattern FORM = Pattern.compile("([0-9a-z]{1,10})-([A-Za-z0-9_-]{1,80})");

    /** The last moment that an index's texts can express. */
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private ListPosition() {}

    static String write(OrderPosition position) {
        return Long.toString(position.placedAt().toEpochMilli(), RADIX) + "-" + position.id();
    }

    /** Null, which is the list's beginning, for none and for what is none of ours. */
    static @Nullable OrderPosition read(@Nullable String text) {
        Matcher matcher = FORM.matcher(text == null ? "" : text);
        if (!matcher.matches()) {
            return null;
        }
        long placedAt = Long.parseLong(matcher.group(1), RADIX);
        return placedAt > LATEST
                ? null
                : new OrderPosition(Instant.ofEpochMilli(placedAt), new OrderId(matcher.group(2)));
    }
}
