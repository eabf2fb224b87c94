package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.lambda.ExecutionEnvironment.NextCall;
import dev.ordersaga.local.lambda.ExecutionEnvironment.RuntimeCalls;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The Runtime API of one process. A call for the next invocation waits without a thread, for hours if need be.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime API</a>
 */
record RuntimeApi(ExecutionEnvironment environment, RuntimeCalls runtime) implements HttpService {

    private static final String ROOT = "/2018-06-01/runtime/";

    @Override
    public boolean handles(HttpRequest request) {
        return request.path().startsWith(ROOT);
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        String path = request.path().substring(ROOT.length());
        String[] parts = path.split("/", -1);
        if (path.equals("invocation/next")) {
            Next next = new Next(new CompletableFuture<>());
            runtime.next(environment, next);
            return next.answer();
        }
        if (path.equals("init/error")) {
            runtime.initError(environment, request.body());
            return done(202, "{\"status\":\"OK\"}");
        }
        if (parts.length == 3 && parts[0].equals("invocation") && parts[2].equals("response")) {
            return acknowledged(runtime.response(environment, parts[1], request.body()));
        }
        if (parts.length == 3 && parts[0].equals("invocation") && parts[2].equals("error")) {
            return acknowledged(runtime.error(environment, parts[1], request.body()));
        }
        return done(404, "{\"errorMessage\":\"Not found\",\"errorType\":\"NotFound\"}");
    }

    private static CompletionStage<HttpResponse> acknowledged(boolean taken) {
        return taken
                ? done(202, "{\"status\":\"OK\"}")
                : done(400, "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}");
    }

    private static CompletionStage<HttpResponse> done(int status, String json) {
        return CompletableFuture.completedFuture(new HttpResponse(
                status, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8)));
    }

    private record Next(CompletableFuture<HttpResponse> answer) implements NextCall {

        @Override
        public void answer(PendingInvocation work, long deadlineMillis) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Lambda-Runtime-Aws-Request-Id", work.requestId);
            headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(deadlineMillis));
            headers.put("Lambda-Runtime-Invoked-Function-Arn", work.arn);
            headers.put("Lambda-Runtime-Trace-Id", work.traceId);
            // AWS's client crashes on an answer without it.
            headers.put("Content-Type", "application/json");
            answer.complete(new HttpResponse(200, headers, work.payload));
        }

        @Override
        public void hangUp() {
            answer.complete(HttpResponse.hangUp());
        }
    }
}
