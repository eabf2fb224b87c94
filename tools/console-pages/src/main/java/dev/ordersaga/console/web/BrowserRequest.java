package dev.ordersaga.console.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read whole.
 *
 * @param segments of the path below the console's own, decoded; empty for its first page
 * @param query the parameters of the address; of several with one name, the first
 * @param rawQuery the same as they came
 * @param headers names in lower case, first values
 */
public record BrowserRequest(
        String method,
        List<String> segments,
        Map<String, String> query,
        String rawQuery,
        Map<String, String> headers,
        byte[] body) {

    public BrowserRequest {
        segments = List.copyOf(segments);
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
    }

    /**
     * Reads a path and a query as they stand in the request's first line.
     *
     * @param path below the console's own, percent-encoded, such as {@code /machines/arn%3A...}
     * @throws IllegalArgumentException where either is encoded wrongly
     */
    public static BrowserRequest of(
            String method, String path, String query, Map<String, String> headers, byte[] body) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            if (!segment.isEmpty()) {
                // In a path a plus is a plus.
                segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return new BrowserRequest(method, segments, fields(query), query, headers, body);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** A parameter of the address; empty where it is not there, or blank. */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * A parameter that is a number.
     *
     * @return {@code preset} where it is not there or no number
     */
    public long number(String name, long preset) {
        return parameter(name)
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(preset);
    }

    /**
     * The fields of a form that was sent.
     *
     * @throws IllegalArgumentException where the body is none
     */
    public Map<String, String> form() {
        return fields(new String(body, StandardCharsets.UTF_8));
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (!name.isEmpty()) {
                fields.putIfAbsent(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
