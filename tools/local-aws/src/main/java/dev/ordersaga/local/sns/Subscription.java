package dev.ordersaga.local.sns;

import dev.ordersaga.local.http.AwsJson;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who is told of a topic's messages.
 *
 * @param endpoint a function's ARN
 * @param attributes as they were set
 */
record Subscription(
        String arn,
        String topicArn,
        String protocol,
        String endpoint,
        Map<String, String> attributes,
        FilterPolicy filter) {

    Subscription {
        attributes = Map.copyOf(attributes);
    }

    Subscription with(String attribute, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.put(attribute, value);
        return new Subscription(arn, topicArn, protocol, endpoint, changed, FilterPolicy.of(changed));
    }

    /** As it stands in the journal. */
    byte[] written() {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("topicArn", topicArn).put("protocol", protocol).put("endpoint", endpoint);
        ObjectNode set = json.putObject("attributes");
        attributes.forEach(set::put);
        return AwsJson.MAPPER.writeValueAsBytes(json);
    }

    /** Reads what was {@link #written}. */
    static Subscription read(String arn, byte[] written) {
        JsonNode json = AwsJson.MAPPER.readTree(written);
        Map<String, String> attributes = new LinkedHashMap<>();
        json.path("attributes")
                .properties()
                .forEach(set -> attributes.put(set.getKey(), set.getValue().asString()));
        return new Subscription(
                arn,
                json.path("topicArn").asString(),
                json.path("protocol").asString(),
                json.path("endpoint").asString(),
                attributes,
                FilterPolicy.of(attributes));
    }

    String owner() {
        return topicArn.split(":", -1)[4];
    }
}
