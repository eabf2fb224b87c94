package dev.ordersaga.local.sam;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * EventBridge, SNS and CloudWatch Logs, as a deployment needs them. Buses, topics and log groups are made where they do not exist and left
 * alone where they do; rules are made anew.
 */
public interface EventBuses {

    void createEventBus(String name);

    void createTopic(String name);

    /**
     * Makes sure that there is a log group.
     *
     * @param retentionDays how long its events are kept; empty for ever
     */
    void createLogGroup(String name, Optional<Integer> retentionDays);

    /**
     * Makes a rule with its targets.
     *
     * @param rule PutRule's input
     * @param targets PutTargets' input
     */
    void putRule(ObjectNode rule, ObjectNode targets);

    /**
     * Makes sure that a function is told of a topic's messages.
     *
     * @param attributes such as {@code FilterPolicy}
     */
    void subscribe(String topicArn, String functionArn, Map<String, String> attributes);
}
