package dev.ordersaga.local;

import dev.ordersaga.local.dynamodb.DynamoDbService;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB before it has started: its process is started when it is told to or by the first request, and requests that come before it is
 * up wait for it.
 */
final class DynamoDbLater implements HttpService, AutoCloseable {

    private final Supplier<DynamoDbService> begin;
    private final Consumer<String> lost;

    // Guarded by this:
    private @Nullable CompletableFuture<DynamoDbService> beginning;
    private boolean closed;

    /**
     * Starts nothing yet.
     *
     * @param begin starts the process and returns when its port is open
     * @param lost told that the process has ended, and all tables with it, unless it was {@link #close closed}
     */
    DynamoDbLater(Supplier<DynamoDbService> begin, Consumer<String> lost) {
        this.begin = begin;
        this.lost = lost;
    }

    /** Starts the process, unless it was started; one that could not be started is tried again. */
    synchronized CompletableFuture<DynamoDbService> start() {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("local-aws is closing"));
        }
        if (beginning == null || beginning.isCompletedExceptionally()) {
            beginning = CompletableFuture.supplyAsync(begin);
            var unused = beginning.thenCompose(DynamoDbService::ended).thenAccept(line -> {
                if (!isClosed()) {
                    lost.accept(line);
                }
            });
        }
        return beginning;
    }

    /**
     * Waits until requests are answered.
     *
     * @throws LocalAwsFailed where the process does not come up
     */
    void awaitReady() {
        try {
            start().join().awaitReady();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new LocalAwsFailed("DynamoDB does not start: " + cause.getMessage(), cause);
        } catch (RuntimeException e) {
            throw new LocalAwsFailed("DynamoDB does not start: " + e.getMessage(), e);
        }
    }

    /** The process's own address, once it was started; empty where it was not, or cannot be. Waits until it is known. */
    Optional<URI> uri() {
        CompletableFuture<DynamoDbService> service;
        synchronized (this) {
            service = beginning;
        }
        return service == null
                ? Optional.empty()
                : service.handle((up, failure) -> Optional.ofNullable(up).map(DynamoDbService::uri))
                        .join();
    }

    @Override
    public boolean handles(HttpRequest request) {
        return AwsJson.operation(request, "DynamoDB_20120810").isPresent()
                || AwsJson.operation(request, "DynamoDBStreams_20120810").isPresent();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return start().handle((service, failure) -> {
                    if (service == null) {
                        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure;
                        throw new AwsError("InternalServerError", "DynamoDB is not running: " + cause.getMessage());
                    }
                    return service;
                })
                .thenCompose(service -> service.answer(request));
    }

    Health.State state() {
        CompletableFuture<DynamoDbService> service;
        synchronized (this) {
            service = beginning;
        }
        if (service == null) {
            return Health.State.OFF;
        }
        if (!service.isDone()) {
            return Health.State.STARTING;
        }
        return !service.isCompletedExceptionally() && service.join().isUp() ? Health.State.UP : Health.State.DOWN;
    }

    @Override
    public void close() {
        CompletableFuture<DynamoDbService> service;
        synchronized (this) {
            closed = true;
            service = beginning;
        }
        if (service != null) {
            service.handle((up, failure) -> {
                        if (up != null) {
                            up.close();
                        }
                        return "closed";
                    })
                    .join();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
