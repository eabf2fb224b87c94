package dev.ordersaga.console.page;

import dev.ordersaga.console.endpoint.RunStatus;
import dev.ordersaga.console.html.Html;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Times, durations and statuses as every page says them. */
final class Words {

    private Words() {}

    /** A time; the browser puts it into the reader's zone. */
    static Html time(Instant time) {
        Instant millis = time.truncatedTo(ChronoUnit.MILLIS);
        return Html.of(
                "<time datetime=\"{}\" title=\"{}\">{}</time>",
                millis,
                millis,
                millis.truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                        .replace('T', ' ')
                        .replace("Z", " UTC"));
    }

    static Html status(RunStatus status) {
        return Html.of("<span class=\"status\" data-status=\"{}\">{}</span>", status.name(), status.words());
    }

    /** How long something took; while it goes on, the browser counts. */
    static Html duration(Instant from, Optional<Instant> to) {
        return to.map(end -> Html.text(duration(Duration.between(from, end))))
                .orElseGet(() -> Html.of(
                        "<span class=\"running-for\" data-since=\"{}\">running</span>",
                        from.truncatedTo(ChronoUnit.MILLIS)));
    }

    /** Such as {@code 420 ms}, {@code 3.2 s}, {@code 4 min 10 s}, {@code 2 h 5 min}. */
    static String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = millis / 1000;
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        long minutes = seconds / 60;
        return minutes < 24 * 60
                ? minutes / 60 + " h " + minutes % 60 + " min"
                : minutes / (24 * 60) + " d " + minutes / 60 % 24 + " h";
    }
}
