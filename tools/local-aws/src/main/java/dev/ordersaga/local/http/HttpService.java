package dev.ordersaga.local.http;

import java.util.concurrent.CompletionStage;

/** A service behind the port: says which requests are its own, and answers them without holding the caller's thread. */
public interface HttpService {

    boolean handles(HttpRequest request);

    CompletionStage<HttpResponse> answer(HttpRequest request);

    /**
     * Whether the answer is begun in microseconds and without waiting, so that the thread that reads requests may do it. All others
     * are begun on a thread of their own.
     */
    default boolean quick(HttpRequest request) {
        return false;
    }
}
