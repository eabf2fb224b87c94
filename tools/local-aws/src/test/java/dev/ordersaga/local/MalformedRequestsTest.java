package dev.ordersaga.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand requests that are wrong in some way, the same ones each time: each is answered, in time, in the form of its protocol,
 * and never with a fault of local-aws's own.
 */
class MalformedRequestsTest {

    private static final int REQUESTS = 10_000;
    private static final int IN_FLIGHT = 50;
    private static final long SEED = 20_261_126;

    private static final Pattern ROW =
            Pattern.compile("^\\| (Step Functions|EventBridge|SNS|STS) \\| (\\w+) \\|", Pattern.MULTILINE);

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e999",
            "9999999999999999999999",
            "\"\"",
            "\" \"",
            "\"x\"",
            "[]",
            "{}",
            "[null]",
            "[1,\"a\",{}]",
            "{\"a\":{\"b\":[{}]}}",
            "\"{\"",
            "\"\\u0000\\ud800\"",
            "\"arn:aws:states:us-east-1:000000000000:stateMachine:m\"",
            "\"arn:aws:states:us-east-1:000000000000:stateMachine:m:1\"",
            "\"arn:aws:states:us-east-1:000000000000:execution:m:e\"",
            "\"arn:::::::::\"",
            "\"{\\\"StartAt\\\":\\\"A\\\",\\\"States\\\":{\\\"A\\\":{\\\"Type\\\":\\\"Pass\\\",\\\"End\\\":true}}}\"",
            "\"{\\\"StartAt\\\":[],\\\"States\\\":[{}]}\"",
            "\"" + "x".repeat(3000) + "\"",
            "[".repeat(2000) + "]".repeat(2000),
            "\"" + "(".repeat(3000) + "\"");

    private static final List<String> FIELDS = List.of(
            "name",
            "definition",
            "roleArn",
            "type",
            "stateMachineArn",
            "executionArn",
            "stateMachineVersionArn",
            "resourceArn",
            "input",
            "output",
            "taskToken",
            "error",
            "cause",
            "tags",
            "tagKeys",
            "maxResults",
            "nextToken",
            "publish",
            "versionDescription",
            "loggingConfiguration",
            "tracingConfiguration",
            "statusFilter",
            "reverseOrder",
            "includeExecutionData",
            "includedData",
            "mapRunArn",
            "Entries",
            "Name",
            "EventBusName",
            "NamePrefix",
            "Limit",
            "TopicArn",
            "Message",
            "mock",
            "inspectionLevel",
            "stateConfiguration",
            "stateName",
            "context",
            "variables");

    private static final List<String> BROKEN = List.of(
            "",
            "{",
            "]",
            "{\"a\":}",
            "nul",
            "[]",
            "\"text\"",
            "7",
            "{} {}",
            "\u0000\u0001",
            "{\"a\":\"\ud800\"}",
            "=",
            "%zz=%",
            "&&&",
            "Action");

    private static final List<String> HEADERS =
            List.of("Authorization", "Content-Type", "Content-Encoding", "X-Amz-Date", "Accept", "X-Amzn-Trace-Id");

    private static final List<String> HEADER_VALUES = List.of(
            "",
            "AWS4-HMAC-SHA256 Credential=",
            "AWS4-HMAC-SHA256 Credential=///////",
            "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request",
            "AWS4-HMAC-SHA256 Credential=111122223333/20260101/eu-west-1/s3/aws4_request",
            "Bearer x",
            "application/json",
            "application/x-amz-json-1.1",
            "application/x-www-form-urlencoded",
            "text/xml; charset=nonsense",
            "gzip");

    private static final List<String> PATHS = List.of(
            "/",
            "/2015-03-31/functions",
            "/2015-03-31/functions/f",
            "/2015-03-31/functions/f/invocations",
            "/2015-03-31/functions//invocations",
            "/2015-03-31/functions/%zz/invocations",
            "/2015-03-31/functions/f/configuration",
            "/2015-03-31/event-source-mappings",
            "/_local/events",
            "/_local/faults",
            "/_local/health",
            "/_local/nothing",
            "/bucket/key",
            "//",
            "/;a=b",
            "/?x=%zz");

    private static final List<String> METHODS = List.of("POST", "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD");

    private final Random random = new Random(SEED);
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void eachIsAnsweredInItsProtocolsForm() throws Exception {
        List<String> operations = operations();
        List<String> wrong = new ArrayList<>();
        try (LocalAws aws = LocalAws.start(WithoutFunctions.options())) {
            for (int sent = 0; sent < REQUESTS; sent += IN_FLIGHT) {
                List<Sent> batch = new ArrayList<>();
                for (int i = 0; i < IN_FLIGHT; i++) {
                    batch.add(send(aws.endpoint(), operations));
                }
                for (Sent one : batch) {
                    look(one, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void look(Sent sent, List<String> wrong) {
        HttpResponse<String> answer;
        try {
            answer = sent.answer().join();
        } catch (RuntimeException e) {
            wrong.add("no answer (" + e.getCause() + ") to " + sent.description());
            return;
        }
        String body = answer.body();
        boolean said = answer.statusCode() < 400
                || sent.description().startsWith("HEAD")
                || body.contains("\"__type\"")
                || body.contains("\"message\"")
                || body.contains("\"Message\"")
                || body.contains("\"reason\"")
                || body.contains("<Code>");
        // 501 says that there is no such service; no other answer of 5xx is meant.
        boolean fault = answer.statusCode() >= 500 && answer.statusCode() != 501;
        if (!said || fault || body.contains("InternalFailure") || body.contains("Exception in")) {
            wrong.add(answer.statusCode() + " " + body.substring(0, Math.min(300, body.length())) + " to "
                    + sent.description());
        }
    }

    private record Sent(String description, CompletableFuture<HttpResponse<String>> answer) {}

    private Sent send(URI endpoint, List<String> operations) {
        String operation = any(operations);
        String body;
        HttpRequest.Builder request;
        String method = "POST";
        String path = "/";
        switch (random.nextInt(4)) {
            case 0 -> {
                path = any(PATHS);
                method = any(METHODS);
                body = random.nextBoolean() ? json() : any(BROKEN);
                request = HttpRequest.newBuilder(URI.create(endpoint + path.replace("%zz", "%25zz")));
            }
            case 1 -> {
                body = "Action=" + operation.substring(operation.indexOf('.') + 1) + "&Version="
                        + any(List.of("2010-03-31", "2011-06-15", "x")) + "&" + any(BROKEN);
                request = HttpRequest.newBuilder(endpoint.resolve("/"))
                        .header("Content-Type", "application/x-www-form-urlencoded");
            }
            default -> {
                body = random.nextInt(5) == 0 ? any(BROKEN) : json();
                request = HttpRequest.newBuilder(endpoint.resolve("/"))
                        .header("X-Amz-Target", random.nextInt(20) == 0 ? any(HEADER_VALUES) + "." : operation);
            }
        }
        if (random.nextInt(3) == 0) {
            request.header(any(HEADERS), any(HEADER_VALUES));
        }
        request.timeout(Duration.ofSeconds(30)).method(method, BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        HttpRequest built = request.build();
        return new Sent(
                method + " " + path + " " + built.headers().map() + " "
                        + body.substring(0, Math.min(300, body.length())),
                client.sendAsync(built, BodyHandlers.ofString()));
    }

    private String json() {
        StringBuilder json = new StringBuilder("{");
        int fields = random.nextInt(6);
        for (int i = 0; i < fields; i++) {
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(any(FIELDS))
                    .append("\":")
                    .append(any(VALUES));
        }
        return json.append('}').toString();
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<String> operations() throws IOException {
        return ROW.matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(row -> (row.group(1).equals("Step Functions") ? "AWSStepFunctions." : "AWSEvents.") + row.group(2))
                .toList();
    }
}
