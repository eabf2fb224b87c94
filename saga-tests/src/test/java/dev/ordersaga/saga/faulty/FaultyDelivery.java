package dev.ordersaga.saga.faulty;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Delivers every event to the function that the environment names ({@code DELIVERS_TO}) and gives back its answer or its error,
 * unless the table {@code FAULTS_TABLE} has an item for the event's action ({@code SERVICE#action}): then the delivery fails as
 * the item's {@code kind} says, and its {@code remaining} is one less.
 *
 * <p>A Java runtime names an error by the class of what is thrown, and here it must be named as the other function named it. So
 * the constructor, which the runtime calls once before its first event, never returns: it is itself what speaks to the Runtime API.
 */
public final class FaultyDelivery {

    private static final Pattern ACTION = Pattern.compile("\"action\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern KIND = Pattern.compile("\"kind\"\\s*:\\s*\\{\\s*\"S\"\\s*:\\s*\"([a-z-]+)\"");

    /** What stands in for AWS reads the account and the region from it and believes the rest. */
    private static final String CREDENTIAL =
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/%s/aws4_request, SignedHeaders=host, Signature=none";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI runtime = URI.create("http://" + variable("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime/");
    private final URI aws = URI.create(variable("AWS_ENDPOINT_URL"));

    public FaultyDelivery() throws IOException, InterruptedException {
        while (true) {
            HttpResponse<String> event = send(HttpRequest.newBuilder(runtime.resolve("invocation/next")));
            String id =
                    event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
            Answer answer;
            try {
                answer = answer(event.body());
            } catch (IOException e) {
                answer = Answer.error(e.getClass().getName(), String.valueOf(e.getMessage()));
            }
            var taken = send(HttpRequest.newBuilder(
                            runtime.resolve("invocation/" + id + (answer.isError() ? "/error" : "/response")))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(answer.body())));
            if (taken.statusCode() >= 300) {
                System.out.println("too late: " + taken.body());
            }
        }
    }

    /** The function's handler by name; see above for why it is never called. */
    public Object handle(Object event) {
        return event;
    }

    private Answer answer(String event) throws IOException, InterruptedException {
        String kind = fault(event);
        if (kind == null) {
            return deliver(event);
        }
        if (kind.endsWith("-after")) {
            deliver(event);
        }
        switch (kind) {
            case "error-before", "error-after" -> {
                return Answer.error("InjectedFault", "A fault was asked for: " + kind);
            }
            case "throttle" -> {
                return Answer.error("Lambda.TooManyRequestsException", "Rate Exceeded.");
            }
            case "crash-after" -> Runtime.getRuntime().halt(1);
            // Lambda ends it.
            case "timeout-before", "timeout-after" -> Thread.sleep(60_000);
            default -> throw new IOException("no such fault: " + kind);
        }
        throw new IOException("still here after " + kind);
    }

    private Answer deliver(String event) throws IOException, InterruptedException {
        String function = URLEncoder.encode(variable("DELIVERS_TO"), StandardCharsets.UTF_8);
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(aws.resolve("/2015-03-31/functions/" + function + "/invocations"))
                        .header("Authorization", CREDENTIAL.formatted("lambda"))
                        .POST(BodyPublishers.ofString(event)));
        if (answer.statusCode() != 200) {
            return Answer.error("Lambda.ServiceException", answer.statusCode() + " " + answer.body());
        }
        return new Answer(answer.headers().firstValue("X-Amz-Function-Error").isPresent(), answer.body());
    }

    /** The kind of the failure that this event is to meet, which is then used up; null for none. */
    private @Nullable String fault(String event) throws IOException, InterruptedException {
        Matcher action = ACTION.matcher(event);
        if (!action.find()) {
            return null;
        }
        HttpResponse<String> answer = send(HttpRequest.newBuilder(aws.resolve("/"))
                .header("Authorization", CREDENTIAL.formatted("dynamodb"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "DynamoDB_20120810.UpdateItem")
                .POST(BodyPublishers.ofString(
                        """
                        {
                          "TableName": "%s",
                          "Key": {"id": {"S": "%s#%s"}},
                          "UpdateExpression": "SET remaining = remaining - :one",
                          "ConditionExpression": "remaining > :none",
                          "ExpressionAttributeValues": {":one": {"N": "1"}, ":none": {"N": "0"}},
                          "ReturnValues": "ALL_NEW"
                        }
                        """.formatted(variable("FAULTS_TABLE"), variable("SERVICE"), action.group(1)))));
        if (answer.statusCode() == 400 && answer.body().contains("ConditionalCheckFailedException")) {
            return null;
        }
        Matcher kind = KIND.matcher(answer.body());
        if (answer.statusCode() != 200 || !kind.find()) {
            throw new IOException("faults could not be read: " + answer.statusCode() + " " + answer.body());
        }
        return kind.group(1);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }

    private record Answer(boolean isError, String body) {

        static Answer error(String type, String message) {
            return new Answer(true, """
                    {"errorType": "%s", "errorMessage": "%s"}""".formatted(type, message.replaceAll("[\"\\\\\\p{Cntrl}]", " ")));
        }
    }
}
