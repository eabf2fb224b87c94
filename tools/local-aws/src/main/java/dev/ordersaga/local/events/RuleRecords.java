package dev.ordersaga.local.events;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.OperationInput;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Rules in the journal: each whole with its targets, whenever it changes. */
final class RuleRecords {

    private final LocalJournal journal;

    RuleRecords(LocalJournal journal) {
        this.journal = journal;
    }

    /** A rule was made, changed or deleted. */
    void changed(@Nullable EventRule before, @Nullable EventRule after) {
        if (after != null) {
            if (journal.isDurable()) {
                journal.set(EntryKind.EVENT_RULE, after.arn(), written(after));
            }
        } else if (before != null) {
            journal.remove(EntryKind.EVENT_RULE, before.arn());
        }
    }

    private static byte[] written(EventRule rule) {
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("account", rule.bus().owner().account());
        json.put("region", rule.bus().owner().region());
        json.put("bus", rule.bus().name());
        json.put("name", rule.name());
        EventPattern pattern = rule.pattern();
        json.put("pattern", pattern == null ? null : pattern.text());
        ScheduleExpression schedule = rule.schedule();
        json.put("schedule", schedule == null ? null : schedule.text());
        json.put("state", rule.state());
        json.put("description", rule.description());
        json.put("roleArn", rule.roleArn());
        json.put("since", rule.since().toString());
        ArrayNode targets = json.putArray("targets");
        rule.told().forEach(target -> targets.add(target.asWritten()));
        return AwsJson.MAPPER.writeValueAsBytes(json);
    }

    /** The rules that the journal has; one that this version of local-aws does not read any more is told and left out. */
    List<EventRule> read() {
        List<EventRule> rules = new ArrayList<>();
        journal.recovered(EntryKind.EVENT_RULE).forEach((arn, values) -> {
            try {
                rules.add(rule(AwsJson.MAPPER.readTree(values.get(0))));
            } catch (AwsError e) {
                System.err.println("local-aws: the rule " + arn + " cannot be read any more: " + e.getMessage());
            }
        });
        return rules;
    }

    private static EventRule rule(JsonNode json) {
        Map<String, Target> targets = new LinkedHashMap<>();
        for (JsonNode target : json.path("targets")) {
            Target read = Target.read(new OperationInput((ObjectNode) target, "ValidationException"));
            targets.put(read.id(), read);
        }
        Caller owner =
                new Caller(json.path("account").asString(), json.path("region").asString());
        String pattern = text(json.path("pattern"));
        String schedule = text(json.path("schedule"));
        return new EventRule(
                new BusKey(owner, json.path("bus").asString()),
                json.path("name").asString(),
                pattern == null ? null : EventPattern.read(pattern),
                schedule == null ? null : ScheduleExpression.read(schedule),
                json.path("state").asString(),
                text(json.path("description")),
                text(json.path("roleArn")),
                Instant.parse(json.path("since").asString()),
                targets);
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}
