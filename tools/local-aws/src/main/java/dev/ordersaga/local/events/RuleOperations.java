package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.OperationInput;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The operations on rules and their targets.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html">PutRule</a>
 */
final class RuleOperations {

    private static final String BUS = "EventBusName";
    private static final Pattern NAME = Pattern.compile("[\\.\\-_A-Za-z0-9]+");
    private static final int MAX_NAME_LENGTH = 64;
    private static final int MAX_PATTERN_LENGTH = 4096;
    private static final int MAX_TARGETS = 5;
    private static final int MAX_RULES = 300;
    private static final List<String> STATES =
            List.of(EventRule.ENABLED, EventRule.DISABLED, "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");

    private final Buses buses;
    private final EventRules rules;
    private final Clock clock;

    RuleOperations(Buses buses, EventRules rules, Clock clock) {
        this.buses = buses;
        this.rules = rules;
        this.clock = clock;
    }

    ObjectNode put(Caller caller, OperationInput input) {
        String name = input.required("Name", MAX_NAME_LENGTH);
        if (!NAME.matcher(name).matches()) {
            throw input.invalid("Value '" + name
                    + "' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + NAME);
        }
        String pattern = input.optional("EventPattern", MAX_PATTERN_LENGTH).orElse("");
        String schedule = input.optional("ScheduleExpression", 256).orElse("");
        BusKey bus = buses.named(caller, input, BUS);
        if (pattern.isEmpty() && schedule.isEmpty()) {
            throw new AwsError(
                    "ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        if (!schedule.isEmpty() && !bus.isDefault()) {
            throw new AwsError("ValidationException", "ScheduleExpression is supported only on the default event bus.");
        }
        if (rules.find(bus, name).isEmpty() && rules.on(bus).size() >= MAX_RULES) {
            throw new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
        }
        EventRule rule = new EventRule(
                bus,
                name,
                pattern.isEmpty() ? null : EventPattern.read(pattern),
                schedule.isEmpty() ? null : ScheduleExpression.read(schedule),
                input.oneOf("State", STATES).orElse(EventRule.ENABLED),
                input.optional("Description", 512).orElse(null),
                input.optional("RoleArn", 1600).orElse(null),
                clock.instant(),
                Map.of());
        rules.put(rule);
        return object().put("RuleArn", rule.arn());
    }

    ObjectNode describe(Caller caller, OperationInput input) {
        ObjectNode json = described(found(caller, input));
        return json.put("CreatedBy", caller.account());
    }

    ObjectNode list(Caller caller, OperationInput input) {
        String prefix = input.optional("NamePrefix", MAX_NAME_LENGTH).orElse("");
        BusKey bus = buses.named(caller, input, BUS);
        List<EventRule> all = rules.on(bus).stream()
                .filter(rule -> rule.name().startsWith(prefix))
                .toList();
        return page(input, all, "Rules", (list, rule) -> list.add(described(rule)));
    }

    ObjectNode listNamesByTarget(Caller caller, OperationInput input) {
        String arn = input.required("TargetArn", 1600);
        BusKey bus = buses.named(caller, input, BUS);
        List<EventRule> all = rules.on(bus).stream()
                .filter(rule ->
                        rule.told().stream().anyMatch(target -> target.arn().equals(arn)))
                .toList();
        return page(input, all, "RuleNames", (list, rule) -> list.add(rule.name()));
    }

    ObjectNode delete(Caller caller, OperationInput input) {
        rules.delete(buses.named(caller, input, BUS), input.required("Name", MAX_NAME_LENGTH));
        return object();
    }

    ObjectNode enable(Caller caller, OperationInput input) {
        return state(caller, input, EventRule.ENABLED);
    }

    ObjectNode disable(Caller caller, OperationInput input) {
        return state(caller, input, EventRule.DISABLED);
    }

    private ObjectNode state(Caller caller, OperationInput input, String state) {
        rules.change(
                buses.named(caller, input, BUS),
                input.required("Name", MAX_NAME_LENGTH),
                rule -> rule.withState(state));
        return object();
    }

    ObjectNode putTargets(Caller caller, OperationInput input) {
        input.structures("Targets").stream().map(Target::read).forEach(Target::check);
        return setTargets(caller, input);
    }

    /** PutTargets for a template, whose roles are not made here. */
    ObjectNode setTargets(Caller caller, OperationInput input) {
        String name = input.required("Rule", MAX_NAME_LENGTH);
        BusKey bus = buses.named(caller, input, BUS);
        rules.get(bus, name);
        List<OperationInput> given = input.structures("Targets");
        if (given.isEmpty()) {
            throw input.invalid(
                    "Value '[]' at 'targets' failed to satisfy constraint: Member must have length greater than or"
                            + " equal to 1");
        }
        List<Target> targets = given.stream().map(Target::read).toList();
        rules.change(bus, name, rule -> {
            Map<String, Target> all = new LinkedHashMap<>(rule.targets());
            targets.forEach(target -> all.put(target.id(), target));
            if (all.size() > MAX_TARGETS) {
                throw new AwsError(
                        "LimitExceededException", "The requested resource exceeds the maximum number allowed.");
            }
            return rule.withTargets(all);
        });
        return noneFailed();
    }

    ObjectNode removeTargets(Caller caller, OperationInput input) {
        List<String> ids = input.texts("Ids");
        rules.change(buses.named(caller, input, BUS), input.required("Rule", MAX_NAME_LENGTH), rule -> {
            Map<String, Target> all = new LinkedHashMap<>(rule.targets());
            all.keySet().removeAll(ids);
            return rule.withTargets(all);
        });
        return noneFailed();
    }

    ObjectNode listTargets(Caller caller, OperationInput input) {
        EventRule rule = rules.get(buses.named(caller, input, BUS), input.required("Rule", MAX_NAME_LENGTH));
        return page(input, List.copyOf(rule.told()), "Targets", (list, target) -> list.add(target.asWritten()));
    }

    ObjectNode test(Caller caller, OperationInput input) {
        EventPattern pattern = EventPattern.read(input.required("EventPattern", MAX_PATTERN_LENGTH));
        String event = input.required("Event", Integer.MAX_VALUE);
        JsonNode json;
        try {
            json = AwsJson.MAPPER.readTree(event);
        } catch (JacksonException e) {
            throw new AwsError("ValidationException", "Parameter Event is not valid. Reason: " + AwsJson.why(e));
        }
        List<String> missing = new ArrayList<>();
        for (String field : List.of("id", "account", "source", "time", "region", "resources", "detail-type")) {
            if (!json.has(field)) {
                missing.add(field);
            }
        }
        if (!missing.isEmpty()) {
            throw new AwsError(
                    "ValidationException",
                    "Parameter Event is not valid. Reason: the event has no " + String.join(", ", missing));
        }
        return object().put("Result", pattern.matches(event));
    }

    private EventRule found(Caller caller, OperationInput input) {
        return rules.get(buses.named(caller, input, BUS), input.required("Name", MAX_NAME_LENGTH));
    }

    private static ObjectNode described(EventRule rule) {
        ObjectNode json = object();
        json.put("Name", rule.name());
        json.put("Arn", rule.arn());
        EventPattern pattern = rule.pattern();
        if (pattern != null) {
            json.put("EventPattern", pattern.text());
        }
        ScheduleExpression schedule = rule.schedule();
        if (schedule != null) {
            json.put("ScheduleExpression", schedule.text());
        }
        json.put("State", rule.state());
        if (rule.description() != null) {
            json.put("Description", rule.description());
        }
        if (rule.roleArn() != null) {
            json.put("RoleArn", rule.roleArn());
        }
        json.put("EventBusName", rule.bus().name());
        return json;
    }

    @FunctionalInterface
    private interface Shown<T> {

        void in(ArrayNode list, T one);
    }

    /** A page of a list; the token is where the next begins. */
    private static <T> ObjectNode page(OperationInput input, List<T> all, String field, Shown<T> shown) {
        int limit = input.number("Limit", 1, 100).orElse(100L).intValue();
        int from = 0;
        String token = input.optional("NextToken", 2048).orElse("");
        if (!token.isEmpty()) {
            try {
                from = Integer.parseInt(token);
            } catch (NumberFormatException e) {
                from = -1;
            }
            if (from < 0 || from > all.size()) {
                throw new AwsError("ValidationException", "NextToken is not valid.");
            }
        }
        ObjectNode output = object();
        ArrayNode list = output.putArray(field);
        int to = Math.min(all.size(), from + limit);
        all.subList(from, to).forEach(one -> shown.in(list, one));
        if (to < all.size()) {
            output.put("NextToken", Integer.toString(to));
        }
        return output;
    }

    private static ObjectNode noneFailed() {
        ObjectNode output = object();
        output.put("FailedEntryCount", 0);
        output.putArray("FailedEntries");
        return output;
    }

    private static ObjectNode object() {
        return AwsJson.MAPPER.createObjectNode();
    }
}
