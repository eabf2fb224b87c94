package dev.ordersaga.local;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.http.LocalJson;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /_local/health}: each part and how it is. {@code stack} is up once the template is deployed. */
final class Health implements HttpService {

    private final Map<String, Supplier<State>> parts;

    /** Shows the parts in the map's order. */
    Health(Map<String, Supplier<State>> parts) {
        this.parts = parts;
    }

    @Override
    public boolean handles(HttpRequest request) {
        return request.path().equals("/_local/health");
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return CompletableFuture.completedFuture(LocalJson.refused(405, "Use GET"));
        }
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        parts.forEach((name, state) -> json.put(name, state.get().name().toLowerCase(Locale.ROOT)));
        return CompletableFuture.completedFuture(LocalJson.answer(200, json));
    }

    /** How a part is. */
    enum State {
        STARTING,
        UP,
        /** It was started, and is gone. */
        DOWN,
        /** It was not asked for. */
        OFF
    }
}
