package dev.ordersaga.order.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a person sees whose browser was refused before any page could be made: nothing of the request is repeated in it. */
final class RefusedPage {

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private RefusedPage() {}

    /**
     * Whether a page is wanted, and no problem detail.
     *
     * @param accept the request's {@code Accept}; null for none
     */
    static boolean isWanted(@Nullable String accept) {
        return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
    }

    /** Writes it with that status, which stays the caller's to set. */
    static void write(HttpServletResponse response, String detail) throws IOException {
        byte[] page = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <title>That address cannot be read · Order Saga</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <link rel="stylesheet" href="/desk/assets/desk.css">
                </head>
                <body>
                <header><a class="brand" href="/">Order Saga <span>desk</span></a></header>
                <main id="main">
                <section class="notice">
                <h1>That address cannot be read</h1>
                <p>Nothing was done: %s.</p>
                <p><a href="/">To the desk's first page</a></p>
                </section>
                </main>
                </body>
                </html>
                """.formatted(detail).getBytes(UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }
}
