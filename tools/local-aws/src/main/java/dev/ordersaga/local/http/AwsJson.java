package dev.ordersaga.local.http;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AWS JSON protocol, 1.0 and 1.1: the operation's name in {@code X-Amz-Target}, its input and output a JSON object, an
 * error as {@code {"__type": code, "message": text}}.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html">AWS JSON 1.0 protocol</a>
 */
public final class AwsJson {

    /** Keeps numbers as they were written: what a client sends is what a function gets. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** A place that the parser does not know. */
    private static final Pattern NO_PLACE = Pattern.compile(" ?\\((?:start marker )?at byte offset: #UNKNOWN\\)");

    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;\\]]*;? ?([^\\]]*)]");

    /** The parser's own method, where a text passes one of its limits. */
    private static final Pattern METHOD = Pattern.compile(", from `[^`]*`");

    private AwsJson() {}

    /** The operation, where the request is addressed to {@code service}, such as {@code AWSStepFunctions}. */
    public static Optional<String> operation(HttpRequest request, String service) {
        return request.header("x-amz-target")
                .filter(target -> target.startsWith(service + "."))
                .map(target -> target.substring(service.length() + 1));
    }

    /** The input of an operation; an empty body means no fields. */
    public static ObjectNode input(HttpRequest request) {
        if (request.body().length == 0) {
            return MAPPER.createObjectNode();
        }
        JsonNode input;
        try {
            input = MAPPER.readTree(request.body());
        } catch (JacksonException e) {
            throw new AwsError("SerializationException", "The request's body is not JSON: " + why(e));
        }
        if (input instanceof ObjectNode object) {
            return object;
        }
        throw new AwsError("SerializationException", "The request's body must be a JSON object");
    }

    public static HttpResponse answer(HttpRequest request, JsonNode output) {
        return response(200, contentType(request), output, Map.of());
    }

    /** The answer to a request that failed; what is not an {@link AwsError} is a fault of this process, status 500. */
    public static HttpResponse failure(HttpRequest request, Throwable thrown) {
        AwsError error = AwsError.of(thrown);
        ObjectNode body = MAPPER.createObjectNode();
        body.put("__type", error.code());
        body.put("message", error.text());
        return response(error.status(), contentType(request), body, Map.of("x-amzn-ErrorType", error.code()));
    }

    /** Seconds since the epoch with milliseconds as a fraction, as AWS JSON writes a timestamp. */
    public static BigDecimal timestamp(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3);
    }

    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** What is wrong with a text, and where, without what the parser says of its own settings. */
    public static String why(JacksonException e) {
        String text = SOURCE.matcher(e.getOriginalMessage()).replaceAll("$1");
        text = METHOD.matcher(NO_PLACE.matcher(text).replaceAll("")).replaceAll("");
        return text.startsWith("Trailing token")
                ? "Trailing token found after the value"
                : text.replace("start property name", "start field name");
    }

    private static String contentType(HttpRequest request) {
        return request.header("content-type")
                .filter(type -> type.startsWith("application/x-amz-json-"))
                .orElse("application/x-amz-json-1.0");
    }

    private static HttpResponse response(int status, String contentType, JsonNode body, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("x-amzn-RequestId", RequestIds.next());
        headers.putAll(more);
        return new HttpResponse(status, headers, text(body).getBytes(StandardCharsets.UTF_8));
    }
}
