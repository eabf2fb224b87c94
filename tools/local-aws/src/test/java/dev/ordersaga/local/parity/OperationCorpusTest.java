package dev.ordersaga.local.parity;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationResult;
import dev.ordersaga.local.parity.OperationCases.OperationCase;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the cases of operations over the wire, each against a local AWS of its own. */
class OperationCorpusTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> TARGETS = Map.of(
            "Step Functions", "AWSStepFunctions", "EventBridge", "AWSEvents", "CloudWatch Logs", "Logs_20140328");
    private static final Map<String, String> VERSIONS = Map.of("SNS", "2010-03-31", "STS", "2011-06-15");

    static List<OperationCase> cases() {
        return OperationCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatIsCalledIsAnsweredAsTheCaseSays(OperationCase one) {
        Map<String, String> kept = new HashMap<>();
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withFunctions((function, payload) -> {
            boolean fails = function.endsWith("fails");
            byte[] answer = fails ? "{\"errorType\":\"Failed\"}".getBytes(StandardCharsets.UTF_8) : payload;
            return CompletableFuture.completedFuture(
                    new InvocationResult(answer, fails ? "Unhandled" : null, "$LATEST", "r"));
        }))) {
            for (JsonNode step : one.steps()) {
                if (step.path("until").asBoolean(false)) {
                    await().untilAsserted(() -> call(aws, one.service(), step, kept));
                } else {
                    call(aws, one.service(), step, kept);
                }
            }
        }
    }

    private static void call(LocalAws aws, String service, JsonNode step, Map<String, String> kept) {
        String operation = step.path("call").asString();
        HttpResponse<String> response = HTTP.sendAsync(
                        request(aws, service, operation, step, kept), BodyHandlers.ofString())
                .join();
        String body = response.body();
        if (step.has("error")) {
            assertThat(response.statusCode()).as("%s: %s", operation, body).isBetween(400, 499);
            String error = step.path("error").asString();
            assertThat(body).as(operation).containsAnyOf("\"__type\":\"" + error + "\"", "<Code>" + error + "</Code>");
            return;
        }
        assertThat(response.statusCode()).as("%s: %s", operation, body).isEqualTo(200);
        if (VERSIONS.containsKey(service)) {
            step.path("answer").forEach(part -> assertThat(body).as(operation).contains(filled(part.asString(), kept)));
            step.path("keep")
                    .properties()
                    .forEach(name ->
                            kept.put(name.getKey(), found(name.getValue().asString(), body)));
            return;
        }
        JsonNode answer = JSON.readTree(body);
        if (step.has("answer")) {
            same(JSON.readTree(filled(step.get("answer").toString(), kept)), answer, operation);
        }
        step.path("keep").properties().forEach(name -> {
            String[] path = name.getValue().asString().split(" ", 2);
            String text = answer.at(path[0]).asString();
            kept.put(name.getKey(), path.length == 1 ? text : found(path[1], text));
        });
    }

    private static HttpRequest request(
            LocalAws aws, String service, String operation, JsonNode step, Map<String, String> kept) {
        HttpRequest.Builder request = HttpRequest.newBuilder(aws.endpoint());
        @Nullable String version = VERSIONS.get(service);
        if (version == null) {
            return request.header("X-Amz-Target", TARGETS.get(service) + "." + operation)
                    .header("Content-Type", "application/x-amz-json-1.1")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            filled(step.path("input").toString(), kept)))
                    .build();
        }
        StringBuilder form = new StringBuilder("Action=" + operation + "&Version=" + version);
        step.path("input")
                .properties()
                .forEach(field -> form.append('&')
                        .append(field.getKey())
                        .append('=')
                        .append(URLEncoder.encode(filled(field.getValue().asString(), kept), StandardCharsets.UTF_8)));
        return request.header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
    }

    private static void same(JsonNode expected, JsonNode actual, String place) {
        if (expected.isString() && expected.asString().equals("*")) {
            assertThat(actual.isMissingNode() || actual.isNull()).as(place).isFalse();
        } else if (expected.isObject()) {
            expected.properties()
                    .forEach(
                            field -> same(field.getValue(), actual.path(field.getKey()), place + "/" + field.getKey()));
        } else if (expected.isArray()) {
            assertThat(actual.size()).as(place + ": " + actual).isEqualTo(expected.size());
            for (int i = 0; i < expected.size(); i++) {
                same(expected.get(i), actual.get(i), place + "/" + i);
            }
        } else {
            assertThat(actual).as(place).isEqualTo(expected);
        }
    }

    private static String found(String expression, String text) {
        Matcher matcher = Pattern.compile(expression).matcher(text);
        assertThat(matcher.find()).as("%s in %s", expression, text).isTrue();
        return matcher.group(1);
    }

    private static String filled(String text, Map<String, String> kept) {
        String filled = text;
        for (Map.Entry<String, String> one : kept.entrySet()) {
            filled = filled.replace("${" + one.getKey() + "}", one.getValue());
        }
        return filled;
    }
}
