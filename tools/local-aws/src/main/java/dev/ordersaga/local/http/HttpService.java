package dev.ordersaga.local.http;

import java.util.concurrent.CompletionStage;

/** A service behind the port: says which requests are its own, and answers them without holding the caller's thread. */
public interface HttpService {

    boolean handles(HttpRequest request);

    CompletionStage<HttpResponse> answer(HttpRequest request);
}
