package dev.ordersaga.local.s3;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.HttpRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request by what it names: nothing, a bucket, or an object in it. The bucket stands in the path, or before the host's name.
 *
 * @param bucket empty where none is named
 * @param key empty where none is named
 */
record S3Request(HttpRequest http, String bucket, String key, Map<String, String> query) {

    private static final Pattern VIRTUAL_HOST = Pattern.compile(
            "([a-z0-9][a-z0-9.-]*?)\\.(?:s3[a-z0-9.-]*\\.)?(?:localhost(?:\\.localstack\\.cloud)?)(?::\\d+)?");

    static S3Request of(HttpRequest request) {
        String path = request.path().substring(Math.min(1, request.path().length()));
        Optional<String> host = virtualBucket(request);
        int slash = path.indexOf('/');
        String bucket = host.orElseGet(() -> slash < 0 ? path : path.substring(0, slash));
        String key = host.isPresent() ? path : slash < 0 ? "" : path.substring(slash + 1);
        return new S3Request(request, decoded(bucket, false), decoded(key, false), query(request.query()));
    }

    /** The bucket that the host is named with. */
    static Optional<String> virtualBucket(HttpRequest request) {
        Matcher matcher = VIRTUAL_HOST.matcher(request.header("host").orElse("").toLowerCase(Locale.ROOT));
        return matcher.matches() && !matcher.group(1).matches("s3([.-].*)?")
                ? Optional.of(matcher.group(1))
                : Optional.empty();
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new HashMap<>();
        for (String part : text.split("&", -1)) {
            int equals = part.indexOf('=');
            if (!part.isEmpty()) {
                query.put(
                        decoded(equals < 0 ? part : part.substring(0, equals), true),
                        equals < 0 ? "" : decoded(part.substring(equals + 1), true));
            }
        }
        return query;
    }

    /** Percent-decoded; in a path a plus is a plus. */
    private static String decoded(String text, boolean form) {
        try {
            return URLDecoder.decode(form ? text : text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError("InvalidURI", "Couldn't parse the specified URI.");
        }
    }

    String query(String name, String preset) {
        return query.getOrDefault(name, preset);
    }

    boolean asks(String subresource) {
        return query.containsKey(subresource);
    }
}
