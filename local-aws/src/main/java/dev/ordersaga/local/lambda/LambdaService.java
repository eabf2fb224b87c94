package dev.ordersaga.local.lambda;

import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import java.util.concurrent.CompletionStage;

/** Lambda: its REST API, and its functions for the other services. */
@SuppressWarnings("DoNotCallSuggester")
public final class LambdaService implements HttpService, Functions, AutoCloseable {

    /** Starts nothing yet. */
    public LambdaService(LambdaSettings settings) {
        throw new UnsupportedOperationException(settings.toString());
    }

    /** What became of a deployed function. */
    public enum Outcome {
        CREATED,
        UPDATED,
        UNCHANGED
    }

    /** Makes a function, or changes the one of that name; invocations under way end with the code they began with. */
    public Outcome createOrUpdate(FunctionSpec spec) {
        throw new UnsupportedOperationException(spec.toString());
    }

    @Override
    public boolean handles(HttpRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Invocation> invoke(String function, byte[] payload) {
        throw new UnsupportedOperationException();
    }

    /** Ends every function's process. */
    @Override
    public void close() {}
}
