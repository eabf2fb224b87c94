package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import dev.ordersaga.local.http.HttpService;
import dev.ordersaga.local.http.LocalJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /_local/events}: what has been published, oldest first; {@code ?bus=NAME} for one bus; {@code DELETE} forgets. */
public final class PublishedEventsService implements HttpService {

    private static final String PATH = "/_local/events";

    private final PublishedEvents events;

    public PublishedEventsService(PublishedEvents events) {
        this.events = events;
    }

    @Override
    public boolean handles(HttpRequest request) {
        return request.path().equals(PATH);
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request) {
        return CompletableFuture.completedFuture(
                switch (request.method()) {
                    case "GET" -> listed(request.query());
                    case "DELETE" -> {
                        events.clear();
                        yield LocalJson.answer(200, AwsJson.MAPPER.createObjectNode());
                    }
                    default -> LocalJson.refused(405, "Use GET or DELETE");
                });
    }

    private HttpResponse listed(String query) {
        List<PublishedEvent> chosen = events.all();
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith("bus=")) {
                String bus;
                try {
                    bus = URLDecoder.decode(parameter.substring("bus=".length()), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    return LocalJson.refused(400, "bus is not percent-encoded as it should be");
                }
                chosen = events.on(bus);
            } else if (!parameter.isEmpty()) {
                return LocalJson.refused(400, "Unknown parameter " + parameter + ": there is only bus");
            }
        }
        ArrayNode list = AwsJson.MAPPER.createArrayNode();
        chosen.forEach(event -> list.add(json(event)));
        return LocalJson.answer(200, AwsJson.MAPPER.createObjectNode().set("events", list));
    }

    private static ObjectNode json(PublishedEvent event) {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("bus", event.bus());
        json.put("source", event.source());
        json.put("detailType", event.detailType());
        try {
            json.set("detail", AwsJson.MAPPER.readTree(event.detail()));
        } catch (JacksonException e) {
            json.put("detail", event.detail());
        }
        json.put("time", event.time().toString());
        json.put("id", event.id());
        event.resources().forEach(json.putArray("resources")::add);
        return json;
    }
}
