package dev.ordersaga.order.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.web.RunningRest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** As much of a browser as signing in takes: it keeps cookies, and follows no redirect by itself. */
final class Browser {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"");

    private final URI desk;
    private final HttpClient http = HttpClient.newHttpClient();
    final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(RunningRest rest) {
        this.desk = URI.create("http://127.0.0.1:" + rest.port());
    }

    static Browser of(RunningRest rest, String subject, String role) {
        Browser browser = new Browser(rest);
        browser.signIn("", subject, role);
        return browser;
    }

    /** Goes the whole way by the issuer's page; gives back where it leads. */
    String signIn(String query, String subject, String role) {
        HttpResponse<String> answer = get(clicked(begin(query), Map.of("subject", subject, "role", role)));
        return whereTo(answer);
    }

    /** The issuer's address that a sign-in begins with. */
    String begin(String query) {
        HttpResponse<String> begun = get("/desk/sign-in/issuer" + query);
        assertThat(begun.statusCode()).isEqualTo(302);
        return whereTo(begun);
    }

    /** What the issuer sends back to after a click, as a path of the desk. */
    String clicked(String issuer, Map<String, String> what) {
        URI uri = URI.create(issuer);
        Map<String, String> form = new LinkedHashMap<>(what);
        for (String field : uri.getRawQuery().split("&", -1)) {
            String[] pair = field.split("=", 2);
            form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        HttpResponse<String> back =
                send(HttpRequest.newBuilder(URI.create(uri.getScheme() + "://" + uri.getAuthority() + uri.getPath()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(encoded(form))));
        URI callback = URI.create(whereTo(back));
        assertThat(callback.getPort()).isEqualTo(desk.getPort());
        return callback.getRawPath() + "?" + callback.getRawQuery();
    }

    HttpResponse<String> get(String path) {
        return get(path, Map.of());
    }

    HttpResponse<String> get(String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(desk.resolve(path));
        headers.forEach(request::header);
        return send(withCookies(request));
    }

    /** A form with the token of the session. */
    HttpResponse<String> post(String path, Map<String, String> form) {
        Map<String, String> all = new LinkedHashMap<>(form);
        all.put("_csrf", csrf());
        return postWithout(path, all);
    }

    HttpResponse<String> postWithout(String path, Map<String, String> form) {
        return send(withCookies(HttpRequest.newBuilder(desk.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form)))));
    }

    String csrf() {
        Matcher matcher = CSRF.matcher(get("/desk/orders").body());
        return matcher.find() ? matcher.group(1) : "";
    }

    static String whereTo(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("nowhere");
    }

    private HttpRequest.Builder withCookies(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
            List<String> set = answer.headers().allValues("Set-Cookie");
            set.stream().flatMap(Browser::parsed).forEach(cookie -> {
                if (cookie.getValue().isEmpty()) {
                    cookies.remove(cookie.getName());
                } else {
                    cookies.put(cookie.getName(), cookie.getValue());
                }
            });
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Stream<HttpCookie> parsed(String header) {
        return HttpCookie.parse(header).stream();
    }

    static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
