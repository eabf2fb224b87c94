package dev.ordersaga.local.sns;

import java.util.LinkedHashMap;
import java.util.Map;

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

    String owner() {
        return topicArn.split(":", -1)[4];
    }
}
