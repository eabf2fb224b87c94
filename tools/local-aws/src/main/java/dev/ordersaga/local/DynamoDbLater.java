package dev.ordersaga.local;

import dev.ordersaga.local.dynamodb.DynamoDbService;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** DynamoDB from the first moment: requests that come before its process is up wait for it; where there is none, they are told. */
final class DynamoDbLater implements HttpService {

    private final Optional<CompletableFuture<DynamoDbService>> starting;

    DynamoDbLater(Optional<CompletableFuture<DynamoDbService>> starting) {
        this.starting = starting;
    }

    @Override
    public boolean handles(HttpRequest request) {
        return AwsJson.operation(request, "DynamoDB_20120810").isPresent()
                || AwsJson.operation(request, "DynamoDBStreams_20120810").isPresent();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return starting.orElseThrow(() -> new AwsError(
                        "UnknownOperationException",
                        "DynamoDB is not running: start local-aws with --template or --dynamodb-local"))
                .thenCompose(service -> service.answer(request));
    }

    Health.State state() {
        if (starting.isEmpty()) {
            return Health.State.OFF;
        }
        CompletableFuture<DynamoDbService> service = starting.get();
        if (!service.isDone()) {
            return Health.State.STARTING;
        }
        return !service.isCompletedExceptionally() && service.join().isUp() ? Health.State.UP : Health.State.DOWN;
    }
}
