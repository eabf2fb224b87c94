package dev.ordersaga.issuer;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the issuer answers a request.
 *
 * @param headers besides {@code Content-Type} and {@code Cache-Control}
 */
record IssuerAnswer(int status, String type, String body, Map<String, String> headers) {

    IssuerAnswer {
        headers = Map.copyOf(headers);
    }

    static IssuerAnswer text(int status, String type, String body) {
        return new IssuerAnswer(status, type, body, Map.of());
    }

    static IssuerAnswer json(Map<String, Object> object) {
        return text(200, "application/json", JSONObjectUtils.toJSONString(object));
    }

    /** RFC 6749, section 5.2. */
    static IssuerAnswer error(Refused refused) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("error", refused.error());
        error.put("error_description", refused.getMessage());
        return text(refused.status(), "application/json", JSONObjectUtils.toJSONString(error));
    }

    /** Sends the browser elsewhere by GET, whatever its own method was. */
    static IssuerAnswer redirect(String where) {
        return new IssuerAnswer(303, "text/plain", "", Map.of("Location", where));
    }
}
