package dev.ordersaga.local;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.lambda.Functions;
import dev.ordersaga.local.lambda.InvocationRefused;
import dev.ordersaga.local.lambda.InvocationResult;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The functions of another Lambda, called as the SDK calls them.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
final class RemoteFunctions implements Functions {

    private static final int MORE_ATTEMPTS = 2;

    private final URI endpoint;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    RemoteFunctions(URI endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public CompletionStage<InvocationResult> invoke(String function, byte[] payload) {
        String base = endpoint.toString().replaceAll("/+$", "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/2015-03-31/functions/"
                        + URLEncoder.encode(function, StandardCharsets.UTF_8) + "/invocations"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(payload))
                .build();
        return answer(request, MORE_ATTEMPTS).thenApply(RemoteFunctions::invocation);
    }

    /** As the SDKs do, a request is sent again whose connection was closed before a byte of the answer came. */
    private CompletionStage<HttpResponse<byte[]>> answer(HttpRequest request, int more) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .handle((response, failure) -> failure == null
                        ? CompletableFuture.completedFuture(response)
                        : more > 0 && closedUnanswered(failure)
                                ? answer(request, more - 1)
                                : CompletableFuture.<HttpResponse<byte[]>>failedFuture(failure))
                .thenCompose(Function.identity());
    }

    private static boolean closedUnanswered(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return failure instanceof IOException
                && String.valueOf(failure.getMessage()).contains("received no bytes");
    }

    private static InvocationResult invocation(HttpResponse<byte[]> response) {
        if (response.statusCode() >= 300) {
            String code = response.headers().firstValue("x-amzn-ErrorType").orElse("ServiceException");
            throw new InvocationRefused(response.statusCode(), code.split(":", 2)[0], message(response.body()));
        }
        return new InvocationResult(
                response.body(),
                response.headers().firstValue("X-Amz-Function-Error").orElse(null),
                response.headers().firstValue("X-Amz-Executed-Version").orElse("$LATEST"),
                response.headers()
                        .firstValue("x-amzn-RequestId")
                        .orElseGet(() -> UUID.randomUUID().toString()));
    }

    private static String message(byte[] body) {
        try {
            JsonNode json = AwsJson.MAPPER.readTree(body);
            return json.path("Message").asString(json.path("message").asString(""));
        } catch (JacksonException e) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
