package dev.ordersaga.local.sam;

import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * EventBridge, SNS and CloudWatch Logs, as a deployment needs them. Buses, topics and log groups are made where they do not exist and left
 * alone where they do; rules are made anew.
 */
public interface EventBuses {

    void createEventBus(String name);

    void createTopic(String name);

    void createLogGroup(String name);

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
