package dev.ordersaga.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages of a console that runs, asked as a browser would.
 *
 * @param address where the console said that it is open
 */
public record ConsolePages(URI address) {

    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return BROWSER.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    /** Sends a form from one of the console's own pages. */
    public HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return BROWSER.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", address.toString().replaceFirst("/$", ""))
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    /** The token that a page's forms are sent with. */
    public static String token(String page) {
        Matcher token = TOKEN.matcher(page);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }
}
