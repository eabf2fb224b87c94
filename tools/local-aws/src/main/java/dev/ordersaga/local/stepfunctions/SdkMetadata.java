package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.local.http.AwsJson;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** What an optimised integration adds to a service's answer: the HTTP exchange it came by. */
final class SdkMetadata {

    private SdkMetadata() {}

    /** The response's own headers in order, ended by those every response has. */
    static Map<String, String> headers(String requestId, long contentLength, String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amzn-RequestId", requestId);
        headers.put("Connection", "keep-alive");
        headers.put("Content-Length", Long.toString(contentLength));
        headers.put(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC)));
        headers.put("Content-Type", contentType);
        return headers;
    }

    /** Adds {@code SdkHttpMetadata} and {@code SdkResponseMetadata}. */
    static void add(ObjectNode result, String requestId, Map<String, String> headers, int status) {
        ObjectNode http = AwsJson.MAPPER.createObjectNode();
        ObjectNode all = http.putObject("AllHttpHeaders");
        ObjectNode each = http.putObject("HttpHeaders");
        headers.forEach((name, value) -> {
            all.putArray(name).add(value);
            each.put(name, value);
        });
        http.put("HttpStatusCode", status);
        result.set("SdkHttpMetadata", http);
        result.putObject("SdkResponseMetadata").put("RequestId", requestId);
    }
}
