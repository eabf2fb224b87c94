package dev.ordersaga.local.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The plain JSON of the paths under {@code /_local}, which AWS does not have. */
public final class LocalJson {

    private LocalJson() {}

    public static HttpResponse answer(int status, JsonNode body) {
        return new HttpResponse(
                status,
                Map.of("Content-Type", "application/json"),
                AwsJson.text(body).getBytes(StandardCharsets.UTF_8));
    }

    /** A refusal with its reason. */
    public static HttpResponse refused(int status, String reason) {
        return answer(status, AwsJson.MAPPER.createObjectNode().put("reason", reason));
    }
}
