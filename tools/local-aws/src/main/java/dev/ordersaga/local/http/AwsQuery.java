package dev.ordersaga.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The AWS Query protocol: a form with {@code Action} and {@code Version} in, XML out.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS Query protocol</a>
 */
public final class AwsQuery {

    private AwsQuery() {}

    /** The form's fields; none where the request carries no form. */
    public static Map<String, String> form(HttpRequest request) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (!request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            return fields;
        }
        for (String pair : new String(request.body(), StandardCharsets.UTF_8).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    /**
     * A success.
     *
     * @param result the XML inside {@code <ActionResult>}, already escaped
     */
    public static HttpResponse answer(String namespace, String action, String result) {
        String requestId = RequestIds.next();
        return xml(
                200,
                requestId,
                "<" + action + "Response xmlns=\"" + namespace + "\"><" + action + "Result>" + result + "</" + action
                        + "Result><ResponseMetadata><RequestId>" + requestId + "</RequestId></ResponseMetadata></"
                        + action
                        + "Response>");
    }

    public static HttpResponse failure(AwsError error) {
        String requestId = RequestIds.next();
        return xml(
                error.status(),
                requestId,
                "<ErrorResponse><Error><Type>" + (error.status() < 500 ? "Sender" : "Receiver") + "</Type><Code>"
                        + escape(error.code()) + "</Code><Message>" + escape(error.text())
                        + "</Message></Error><RequestId>" + requestId + "</RequestId></ErrorResponse>");
    }

    /** Text as it may stand inside an XML element. What XML 1.0 cannot say, such as a zero byte, becomes a question mark. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '\r' -> escaped.append("&#13;");
                default -> escaped.appendCodePoint(isXml(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        boolean allowed = c >= 0x20 || c == '\t' || c == '\n';
        return allowed && (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
    }

    private static HttpResponse xml(int status, String requestId, String body) {
        return new HttpResponse(
                status,
                Map.of("Content-Type", "text/xml", "x-amzn-RequestId", requestId),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new AwsError("MalformedQueryString", "Not form-encoded: " + text);
        }
    }
}
