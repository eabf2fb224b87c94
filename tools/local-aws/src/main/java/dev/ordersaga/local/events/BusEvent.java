package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event as a bus carries it.
 *
 * @param owner in whose account and region it happened
 * @param time when it happened; a bus tells the second
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">Event structure</a>
 */
record BusEvent(
        String id,
        Caller owner,
        String source,
        String detailType,
        Instant time,
        List<String> resources,
        JsonNode detail) {

    BusEvent {
        resources = List.copyOf(resources);
    }

    /** Reads what {@link #json} wrote. */
    static BusEvent of(JsonNode json) {
        List<String> resources = new ArrayList<>();
        json.path("resources").forEach(resource -> resources.add(resource.asString("")));
        return new BusEvent(
                json.path("id").asString(""),
                new Caller(
                        json.path("account").asString(""), json.path("region").asString("")),
                json.path("source").asString(""),
                json.path("detail-type").asString(""),
                Instant.parse(json.path("time").asString("")),
                resources,
                json.path("detail"));
    }

    ObjectNode json() {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("version", "0");
        json.put("id", id);
        json.put("detail-type", detailType);
        json.put("source", source);
        json.put("account", owner.account());
        json.put("time", time.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("region", owner.region());
        resources.forEach(json.putArray("resources")::add);
        json.set("detail", detail);
        return json;
    }
}
