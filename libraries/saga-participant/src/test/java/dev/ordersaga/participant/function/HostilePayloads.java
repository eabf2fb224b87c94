package dev.ordersaga.participant.function;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Payloads that no action takes, among them each member that AWS's adapter of Spring Cloud Function, or Spring Cloud Function
 * itself, gives a meaning of its own, in each type that JSON has.
 */
public final class HostilePayloads {

    private static final List<String> SPECIAL = List.of(
            "payload",
            "headers",
            "multiValueHeaders",
            "httpMethod",
            "routeKey",
            "version",
            "requestContext",
            "body",
            "isBase64Encoded",
            "statusCode",
            "Records",
            "aws-context",
            "aws-event",
            "aws-api-gateway",
            "contentType",
            "specversion",
            "spring.cloud.function.definition",
            "spring.cloud.function.routing-expression");

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "-1.5",
            "1e999999999",
            "\"\"",
            "\"text\"",
            "\"{}\"",
            "\"[]\"",
            "[]",
            "[1]",
            "[{\"eventSource\":\"aws:sqs\",\"body\":\"{}\"}]",
            "{}",
            "{\"a\":1}",
            "{\"spring.cloud.function.definition\":\"functionRouter\"}",
            "{\"action\":\"functionRouter\"}");

    private HostilePayloads() {}

    /**
     * A valid payload with one member too many.
     *
     * @param valid one of the function's payloads, which is never to take effect
     */
    public static Map<String, byte[]> withAMemberTooMany(String valid) {
        Map<String, byte[]> payloads = new LinkedHashMap<>();
        for (String member : SPECIAL) {
            for (String value : VALUES) {
                String field = "\"" + member + "\":" + value;
                put(payloads, valid.replaceFirst("\\{", "{" + field.replace("\\", "\\\\") + ","));
                put(payloads, "{" + field + "}");
                put(payloads, "{\"routeKey\":\"$default\",\"version\":\"2.0\",\"other\":" + value + "}");
            }
        }
        return payloads;
    }

    /** What is no payload at all. */
    public static Map<String, byte[]> withoutForm(String valid) {
        Map<String, byte[]> payloads = new LinkedHashMap<>();
        put(payloads, "");
        put(payloads, "  ");
        VALUES.forEach(value -> put(payloads, value));
        for (int end = 1; end < valid.length(); end++) {
            put(payloads, valid.substring(0, end));
        }
        put(payloads, valid + valid);
        put(payloads, valid + "]");
        put(payloads, "[" + valid + "]");
        put(payloads, valid.replaceFirst("\\{", "{\"action\":\"other\","));
        payloads.put("10,000 arrays", bytes("[".repeat(10_000) + "]".repeat(10_000)));
        payloads.put("10,000 objects", bytes("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)));
        payloads.put(
                "10,000 objects in a valid one",
                bytes(valid.replaceFirst(
                        "\\{", "{\"headers\":" + "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000) + ",")));
        payloads.put("a number of 100,000 digits", bytes("{\"action\":" + "9".repeat(100_000) + "}"));
        payloads.put("a text of 4 MB", bytes("{\"action\":\"" + "x".repeat(4_000_000) + "\"}"));
        payloads.put("a name of 100,000 letters", bytes("{\"" + "x".repeat(100_000) + "\":1}"));
        payloads.put("no UTF-8 in a text", withBytes("{\"action\":\"", 0xff, 0xfe, "\"}"));
        payloads.put("half a character", withBytes("{\"action\":\"", 0xc3, 0x22, "}"));
        payloads.put("a zero", withBytes("", 0x00, 0x00, ""));
        payloads.put("a surrogate alone", bytes("{\"action\":\"\\ud800\"}"));
        payloads.put("UTF-16", ("{\"x\":" + valid + "}").getBytes(StandardCharsets.UTF_16));
        return payloads;
    }

    private static void put(Map<String, byte[]> payloads, String json) {
        payloads.put(json, bytes(json));
    }

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] withBytes(String before, int first, int second, String behind) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(bytes(before));
        bytes.write(first);
        bytes.write(second);
        bytes.writeBytes(bytes(behind));
        return bytes.toByteArray();
    }
}
