package dev.ordersaga.local;

import dev.ordersaga.local.events.EventBridgeService;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.logs.LogGroups;
import dev.ordersaga.local.sam.EventBuses;
import dev.ordersaga.local.sns.SnsService;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** EventBridge, SNS and CloudWatch Logs of the stack's owner, as a deployment sees them. */
record DeployedEvents(Caller owner, EventBridgeService events, SnsService topics, LogGroups logs)
        implements EventBuses {

    @Override
    public void createEventBus(String name) {
        events.ensureEventBus(owner, name);
    }

    @Override
    public void createTopic(String name) {
        topics.ensureTopic(owner, name);
    }

    @Override
    public void createLogGroup(String name, Optional<Integer> retentionDays) {
        logs.ensure(owner, name, retentionDays.orElse(null));
    }

    @Override
    public void putRule(ObjectNode rule, ObjectNode targets) {
        events.deploy(owner, rule, targets);
    }

    @Override
    public void subscribe(String topicArn, String functionArn, Map<String, String> attributes) {
        topics.ensureSubscription(topicArn, functionArn, attributes);
    }
}
