package dev.ordersaga.order.desk;

import dev.ordersaga.order.Money;
import dev.ordersaga.order.Order;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Locale;
import java.util.stream.Collectors;

/** How facts about orders are written on a page. */
final class Wording {

    private static final int SHORT = 8;

    private Wording() {}

    /** In the currency's own units: {@code 12.90 EUR}. */
    static String money(Money money) {
        return BigDecimal.valueOf(money.amount(), digits(money.currency())).toPlainString() + " " + money.currency();
    }

    private static int digits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException unknown) {
            return 2;
        }
    }

    /** The beginning of an id, by which people tell a handful of orders apart. */
    static String brief(OrderId id) {
        return id.value().length() > SHORT ? id.value().substring(0, SHORT) : id.value();
    }

    static String items(Order order) {
        return order.details().items().stream()
                .map(item -> item.quantity() + " × " + item.sku())
                .collect(Collectors.joining(", "));
    }

    /** {@code needs repair} for NEEDS_REPAIR. */
    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code out of stock} for OUT_OF_STOCK. */
    static String words(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A class's name without its package, as people say it. */
    static String error(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }

    /** A moment as a machine reads it. */
    static String iso(Instant moment) {
        return moment.toString();
    }

    /** A moment as a person reads it before the page's script puts it into their zone. */
    static String utc(Instant moment) {
        return moment.toString().replace('T', ' ').replaceFirst("(\\.\\d+)?Z$", " UTC");
    }

    static String took(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return BigDecimal.valueOf(millis / 100, 1).toPlainString() + " s";
        }
        long minutes = duration.toMinutes();
        return minutes < 60
                ? minutes + " min " + duration.toSecondsPart() + " s"
                : minutes / 60 + " h " + minutes % 60 + " min";
    }

    /** The kind of a status, by which a page marks it besides its words. */
    static String mark(OrderStatus status) {
        return switch (status) {
            case PENDING -> "going";
            case CONFIRMED -> "good";
            case REJECTED, CANCELLED -> "ended";
            case NEEDS_REPAIR -> "needs";
        };
    }
}
