package dev.ordersaga.local.sam;

import dev.ordersaga.sam.EventSource;
import dev.ordersaga.sam.FunctionResource;
import dev.ordersaga.sam.Resource;
import dev.ordersaga.sam.ResourceType;
import dev.ordersaga.sam.SamStack;
import dev.ordersaga.sam.StateMachineResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a stack has of rules and subscriptions: resources of their own, and the events that SAM makes them of. */
final class PlannedEvents {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MAX_NAME_LENGTH = 64;
    private static final List<String> OF_RULES =
            List.of("Description", "EventBusName", "RoleArn", "ScheduleExpression", "State");
    private static final List<String> OF_TARGETS =
            List.of("Input", "InputPath", "InputTransformer", "RetryPolicy", "DeadLetterConfig");

    private final SamStack stack;

    private PlannedEvents(SamStack stack) {
        this.stack = stack;
    }

    /** All of them; what is not made here is skipped. */
    static List<Planned> of(SamStack stack) {
        PlannedEvents events = new PlannedEvents(stack);
        List<Planned> planned = new ArrayList<>();
        for (Resource resource : stack.resources()) {
            resource.knownType().ifPresent(type -> {
                switch (type) {
                    case RULE -> events.rule(resource).ifPresent(planned::add);
                    case SUBSCRIPTION ->
                        stack.values(resource.logicalId())
                                .ifPresent(values -> planned.add(events.subscription(
                                        resource.logicalId(),
                                        resource.type(),
                                        values.path("TopicArn").asString(""),
                                        values)));
                    case TOPIC -> planned.addAll(events.inside(resource));
                    default -> {
                        // Tells nobody of anything.
                    }
                }
            });
        }
        for (FunctionResource function : stack.functions()) {
            function.events()
                    .forEach(event -> planned.add(events.event(function.logicalId(), function.alias(), event)));
        }
        for (StateMachineResource machine : stack.stateMachines()) {
            machine.events().forEach(event -> planned.add(events.event(machine.logicalId(), Optional.empty(), event)));
        }
        return planned;
    }

    private Optional<Planned> rule(Resource resource) {
        Optional<ObjectNode> known = stack.values(resource.logicalId());
        if (known.isEmpty() || resource.name().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode values = known.get();
        ObjectNode rule = JSON.createObjectNode();
        rule.put("Name", resource.name().get());
        copy(values, OF_RULES, rule);
        pattern(values.path("EventPattern"), rule);
        ObjectNode targets = targets(rule);
        if (values.path("Targets").isArray()) {
            targets.set("Targets", values.get("Targets"));
        }
        return Optional.of(new Planned.Rule(resource.logicalId(), resource.type(), rule, targets));
    }

    private Planned event(String logicalId, Optional<String> alias, EventSource event) {
        String place = logicalId + "/Events/" + event.name();
        Optional<ObjectNode> values = event.values();
        Optional<String> arn = stack.arn(logicalId)
                .map(of -> alias.map(name -> of + ":" + name).orElse(of));
        if (values.isEmpty() || arn.isEmpty()) {
            return new Planned.Skipped(place, event.type());
        }
        return switch (event.type()) {
            case "EventBridgeRule", "CloudWatchEvent", "Schedule" ->
                rule(place, event, values.get(), arn.get(), logicalId);
            case "SNS" -> {
                if (!values.get().path("SqsSubscription").asString("false").equals("false")) {
                    yield new Planned.Skipped(place, event.type()); // through a queue of its own
                }
                ObjectNode subscription = values.get().deepCopy();
                subscription.put("Protocol", "lambda").put("Endpoint", arn.get());
                yield subscription(
                        place, event.type(), values.get().path("Topic").asString(""), subscription);
            }
            default -> new Planned.Skipped(place, event.type());
        };
    }

    private Planned rule(String place, EventSource event, ObjectNode values, String arn, String logicalId) {
        boolean schedule = event.type().equals("Schedule");
        ObjectNode rule = JSON.createObjectNode();
        String made = stack.named(logicalId + event.name());
        String name = values.path(schedule ? "Name" : "RuleName").asString(made);
        rule.put("Name", name.substring(0, Math.min(name.length(), MAX_NAME_LENGTH)));
        copy(values, OF_RULES, rule);
        if (schedule) {
            rule.put("ScheduleExpression", values.path("Schedule").asString(""));
            if (values.has("Enabled")) {
                rule.put("State", values.path("Enabled").asBoolean(true) ? "ENABLED" : "DISABLED");
            }
        } else {
            pattern(values.path("Pattern"), rule);
        }
        ObjectNode targets = targets(rule);
        ObjectNode target = targets.putArray("Targets").addObject();
        target.put("Id", values.path("Target").path("Id").asString(logicalId + event.name()));
        target.put("Arn", arn);
        copy(values, OF_TARGETS, target);
        return new Planned.Rule(place, event.type(), rule, targets);
    }

    private static void pattern(JsonNode pattern, ObjectNode rule) {
        if (pattern.isObject()) {
            rule.put("EventPattern", pattern.toString());
        } else if (pattern.isString()) {
            rule.put("EventPattern", pattern.asString());
        }
    }

    /** PutTargets' input, without targets yet. */
    private static ObjectNode targets(ObjectNode rule) {
        ObjectNode targets = JSON.createObjectNode();
        targets.put("Rule", rule.path("Name").asString(""));
        copy(rule, List.of("EventBusName"), targets);
        return targets;
    }

    private static void copy(ObjectNode from, List<String> fields, ObjectNode to) {
        fields.stream().filter(from::has).forEach(field -> to.set(field, from.get(field)));
    }

    /** The subscriptions that stand in a topic. */
    private List<Planned> inside(Resource topic) {
        List<Planned> planned = new ArrayList<>();
        JsonNode subscriptions = stack.values(topic.logicalId())
                .map(values -> values.path("Subscription"))
                .orElse(JSON.createArrayNode());
        for (int i = 0; i < subscriptions.size(); i++) {
            if (subscriptions.get(i) instanceof ObjectNode values) {
                planned.add(subscription(
                        topic.logicalId() + "/Subscription/" + i,
                        ResourceType.SUBSCRIPTION.toString(),
                        stack.arn(topic.logicalId()).orElse(""),
                        values));
            }
        }
        return planned;
    }

    private Planned subscription(String logicalId, String type, String topicArn, ObjectNode values) {
        if (!values.path("Protocol").asString("").equals("lambda")) {
            return new Planned.Skipped(logicalId, type);
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        JsonNode policy = values.path("FilterPolicy");
        if (policy.isObject() || policy.isString()) {
            attributes.put("FilterPolicy", policy.isString() ? policy.asString() : policy.toString());
        }
        if (values.path("FilterPolicyScope").isString()) {
            attributes.put("FilterPolicyScope", values.path("FilterPolicyScope").asString());
        }
        return new Planned.Subscription(
                logicalId, type, topicArn, values.path("Endpoint").asString(""), attributes);
    }
}
