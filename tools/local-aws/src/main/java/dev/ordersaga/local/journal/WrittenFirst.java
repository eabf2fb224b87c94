package dev.ordersaga.local.journal;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * A service whose answers leave when all that was written down before them is on the disk. While the disk refuses, it refuses.
 *
 * @param waits which requests that is so for; others are passed on
 */
public record WrittenFirst(HttpService service, LocalJournal journal, Predicate<HttpRequest> waits)
        implements HttpService {

    /** All requests wait. */
    public WrittenFirst(HttpService service, LocalJournal journal) {
        this(service, journal, request -> true);
    }

    @Override
    public boolean handles(HttpRequest request) {
        return service.handles(request);
    }

    @Override
    public boolean quick(HttpRequest request) {
        return service.quick(request);
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        if (!waits.test(request)) {
            return service.answer(request);
        }
        if (journal.isRefusing()) {
            throw refused();
        }
        return service.answer(request).thenCompose(response -> journal.written().thenApply(written -> response));
    }

    /** AWS's answer to a request that cannot be taken now; SDKs try again. */
    public static AwsError refused() {
        return new AwsError(
                503,
                "ServiceUnavailable",
                "local-aws cannot write to its data folder and takes no new work until it can");
    }
}
