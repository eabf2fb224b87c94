package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.node.ObjectNode;

/** The answers of Lambda's REST API. */
final class LambdaResponse {

    private LambdaResponse() {}

    static HttpResponse ok(ObjectNode body) {
        return json(200, body);
    }

    static HttpResponse created(ObjectNode body) {
        return json(201, body);
    }

    static HttpResponse empty(int status) {
        return new HttpResponse(status, Map.of(), new byte[0]);
    }

    private static HttpResponse json(int status, ObjectNode body) {
        return new HttpResponse(
                status,
                Map.of("Content-Type", "application/json"),
                LambdaJson.write(body).getBytes(StandardCharsets.UTF_8));
    }

    /** The answer to an invocation that was not admitted: whose concurrency is used up says the reason. */
    static HttpResponse throttled(InvocationRefused refusal, boolean reserved) {
        String reason =
                reserved ? "ReservedFunctionConcurrentInvocationLimitExceeded" : "ConcurrentInvocationLimitExceeded";
        return failure(refusal, LambdaJson.object().put("Reason", reason).put("retryAfterSeconds", "1"));
    }

    static HttpResponse failure(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        InvocationRefused refusal = cause instanceof InvocationRefused refused
                ? refused
                : new InvocationRefused(500, "ServiceException", "Lambda failed: " + cause);
        return failure(refusal, LambdaJson.object());
    }

    private static HttpResponse failure(InvocationRefused refusal, ObjectNode body) {
        body.put("Type", refusal.status() < 500 ? "User" : "Service");
        body.put("Message", refusal.getMessage());
        return new HttpResponse(
                refusal.status(),
                Map.of("Content-Type", "application/json", "x-amzn-ErrorType", refusal.code()),
                LambdaJson.write(body).getBytes(StandardCharsets.UTF_8));
    }
}
