package dev.ordersaga.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, of its query or its form; each may be there once (RFC 6749, section 3.1). */
final class RequestParameters {

    private static final int MAX_BODY_SIZE = 16 * 1024;

    private final Map<String, String> values;

    private RequestParameters(Map<String, String> values) {
        this.values = values;
    }

    /** @throws Refused when it is no form, too large, or names a parameter twice */
    static RequestParameters ofForm(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BODY_SIZE + 1);
        if (bytes.length > MAX_BODY_SIZE) {
            throw new Refused(413, "invalid_request", "the body is too large");
        }
        return parse(new String(bytes, UTF_8), "the body is not application/x-www-form-urlencoded");
    }

    /** @throws Refused when it cannot be decoded, or names a parameter twice */
    static RequestParameters ofQuery(@Nullable String query) {
        return parse(query == null ? "" : query, "the query cannot be decoded");
    }

    private static RequestParameters parse(String text, String problem) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : text.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals <= 0) {
                continue;
            }
            try {
                String name = URLDecoder.decode(field.substring(0, equals), UTF_8);
                if (values.put(name, URLDecoder.decode(field.substring(equals + 1), UTF_8)) != null) {
                    throw new Refused(400, "invalid_request", "a parameter is there twice");
                }
            } catch (IllegalArgumentException e) {
                throw new Refused(400, "invalid_request", problem);
            }
        }
        return new RequestParameters(values);
    }

    @Nullable
    String find(String name) {
        return values.get(name);
    }

    String find(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** @throws Refused when it is missing */
    String need(String name) {
        String value = values.get(name);
        if (value == null || value.isEmpty()) {
            throw new Refused(400, "invalid_request", name + " is missing");
        }
        return value;
    }
}
