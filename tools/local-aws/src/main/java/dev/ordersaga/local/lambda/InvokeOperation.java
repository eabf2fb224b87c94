package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Invoke, with each of its three types.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class InvokeOperation {

    private static final int MAX_EVENT_SIZE = 1024 * 1024;

    private final LambdaService lambda;
    private final EventQueue events;

    InvokeOperation(LambdaService lambda, EventQueue events) {
        this.lambda = lambda;
        this.events = events;
    }

    CompletionStage<HttpResponse> invoke(HttpRequest request, FunctionName name) {
        String type = request.header("x-amz-invocation-type").orElse("RequestResponse");
        return switch (type) {
            case "DryRun" -> {
                var unused = lambda.version(lambda.named(name), name);
                yield CompletableFuture.completedFuture(LambdaResponse.empty(204));
            }
            case "Event" -> CompletableFuture.completedFuture(enqueue(name, request.body()));
            case "RequestResponse" -> invokeAndWait(request, name);
            default ->
                throw new InvocationRefused(
                        400, "InvalidParameterValueException", "There is no invocation type " + type);
        };
    }

    private CompletionStage<HttpResponse> invokeAndWait(HttpRequest request, FunctionName name) {
        boolean tail = request.header("x-amz-log-type").orElse("None").equals("Tail");
        LambdaService.Begun begun;
        try {
            begun = lambda.begin(
                    name, request.body(), request.header("x-amzn-trace-id").orElse(null), null);
        } catch (InvocationRefused e) {
            return CompletableFuture.completedFuture(
                    e.status() == 429
                            ? LambdaResponse.throttled(e, lambda.named(name).reservedConcurrency() != null)
                            : LambdaResponse.failure(e));
        }
        return begun.answer().thenApply(invocation -> {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/json");
            headers.put("x-amzn-RequestId", invocation.requestId());
            headers.put("X-Amz-Executed-Version", invocation.executedVersion());
            if (invocation.functionError() != null) {
                headers.put("X-Amz-Function-Error", invocation.functionError());
            }
            if (tail) {
                headers.put(
                        "X-Amz-Log-Result",
                        Base64.getEncoder().encodeToString(begun.log().tail(begun.work().logStart)));
            }
            return new HttpResponse(200, headers, invocation.payload());
        });
    }

    private HttpResponse enqueue(FunctionName name, byte[] payload) {
        var unused = lambda.version(lambda.named(name), name);
        if (payload.length > MAX_EVENT_SIZE) {
            throw new InvocationRefused(
                    413,
                    "RequestTooLargeException",
                    payload.length + " byte payload is too large for the Event invocation type (limit " + MAX_EVENT_SIZE
                            + " bytes)");
        }
        if (payload.length > 0) {
            var unusedValue = LambdaRequestBody.parse(payload);
        }
        if (events.isFull()) {
            throw InvocationRefused.throttled();
        }
        events.add(name.text(), payload);
        return LambdaResponse.empty(202);
    }
}
