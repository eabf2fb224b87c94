package dev.ordersaga.console.web;

import dev.ordersaga.console.html.Html;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer to a browser: written whole, or a stream of events that goes on. */
public sealed interface BrowserAnswer {

    int status();

    Map<String, String> headers();

    /** An answer written whole. */
    record Whole(int status, Map<String, String> headers, byte[] body) implements BrowserAnswer {

        public Whole {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * Server-sent events.
     *
     * @param feed is given the stream once the headers are written
     */
    record Events(Map<String, String> headers, Feed feed) implements BrowserAnswer {

        public Events {
            headers = Map.copyOf(headers);
        }

        @Override
        public int status() {
            return 200;
        }
    }

    /** What fills a stream of events. */
    @FunctionalInterface
    interface Feed {

        /** Begins to fill it, on threads of its own. */
        void fill(EventStream stream);
    }

    /** A page. */
    static BrowserAnswer page(int status, Html html) {
        return whole(status, "text/html; charset=utf-8", html.markup(), Map.of());
    }

    /** JSON text. */
    static BrowserAnswer json(String text) {
        return whole(200, "application/json", text, Map.of());
    }

    /** To be asked for there instead, with GET. */
    static BrowserAnswer seeOther(String address) {
        return whole(303, "text/plain; charset=utf-8", "", Map.of("Location", address));
    }

    static BrowserAnswer events(Feed feed) {
        return new Events(secured(Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store")), feed);
    }

    private static BrowserAnswer whole(int status, String type, String text, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("Content-Type", type);
        headers.put("Cache-Control", "no-store");
        return new Whole(status, secured(headers), text.getBytes(StandardCharsets.UTF_8));
    }

    /** What every answer says: nothing comes from elsewhere, nothing is inline, nobody frames it. */
    static Map<String, String> secured(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        all.put("X-Content-Type-Options", "nosniff");
        all.put("X-PageFrame-Options", "DENY");
        // With none at all, a browser would not say of which origin a form is.
        all.put("Referrer-Policy", "same-origin");
        all.put("Cross-Origin-Opener-Policy", "same-origin");
        all.put("Cross-Origin-Resource-Policy", "same-origin");
        return all;
    }
}
