package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.HistoryEvent;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.logs.LogGroups;
import dev.ordersaga.local.logs.LogSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings the events of executions to the log groups that their state machines' logging configurations name. While an execution runs, its
 * history is read when its group is; what an ended one did is in its group.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html">Using CloudWatch Logs to log execution history</a>
 */
final class ExecutionLogs implements ExecutionWatcher {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Events that levels below ALL log. */
    private static final Set<String> FATAL = Set.of("ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut");

    private static final List<String> ERROR_ENDINGS = List.of("Failed", "TimedOut", "Aborted");

    /** "If your escaped input or output sent to the log exceeds 248 KiB, it will be truncated." */
    private static final int MAX_DATA = 248 * 1024;

    private final LogGroups groups;
    private final Map<LogDestination, Set<Open>> open = new ConcurrentHashMap<>();

    ExecutionLogs(LogGroups groups) {
        this.groups = groups;
    }

    @Override
    public void began(Execution execution, Revision revision, StartedBy startedBy, boolean express, int known) {
        String level = revision.logging().path("level").asString("OFF");
        Optional<LogDestination> group = LogDestination.of(revision.logging());
        if (level.equals("OFF") || group.isEmpty()) {
            return;
        }
        boolean withData = revision.logging().path("includeExecutionData").asBoolean(false);
        Open begun = new Open(execution, group.get(), level, withData, known);
        Set<Open> ofGroup = open.computeIfAbsent(group.get(), first -> {
            groups.fedBy(
                    first.owner(),
                    first.group(),
                    "states",
                    () -> open.getOrDefault(first, Set.of()).forEach(LogSource::drain));
            return ConcurrentHashMap.newKeySet();
        });
        ofGroup.add(begun);
        execution.whenEnded(() -> {
            begun.drain();
            ofGroup.remove(begun);
        });
    }

    private static boolean logged(String level, String type) {
        return switch (level) {
            case "ALL" -> true;
            case "ERROR" ->
                FATAL.contains(type)
                        || type.equals("FailStateEntered")
                        || ERROR_ENDINGS.stream().anyMatch(type::endsWith);
            default -> FATAL.contains(type);
        };
    }

    /** As much of a text as the log takes, counted as it is written there: escaped, in UTF-8. */
    private static String shown(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            bytes += each < ' ' ? 6 : each == '"' || each == '\\' ? 2 : each < 0x80 ? 1 : each < 0x800 ? 2 : 3;
            if (bytes > MAX_DATA) {
                return text.substring(0, Character.isLowSurrogate(each) ? i - 1 : i);
            }
        }
        return text;
    }

    /** An execution and how much of it has been logged. */
    private final class Open implements LogSource {

        private final Execution execution;
        private final LogDestination group;
        private final String level;
        private final boolean withData;
        private final String stream;
        private int logged;

        Open(Execution execution, LogDestination group, String level, boolean withData, int known) {
            this.execution = execution;
            this.group = group;
            this.level = level;
            this.withData = withData;
            this.logged = known;
            this.stream = "states/" + execution.request().stateMachineName() + "/"
                    + MINUTE.format(execution.startDate()) + "/"
                    + String.format(
                            Locale.ROOT,
                            "%08x",
                            execution.request().stateMachineArn().hashCode());
        }

        @Override
        public synchronized void drain() {
            List<HistoryEvent> events = execution.history();
            for (HistoryEvent event : events.subList(Math.min(logged, events.size()), events.size())) {
                logged++;
                if (ExecutionLogs.logged(level, event.type())) {
                    groups.put(
                            group.owner(),
                            group.group(),
                            stream,
                            event.timestamp().toEpochMilli(),
                            AwsJson.text(json(event)));
                }
            }
        }

        private ObjectNode json(HistoryEvent event) {
            ObjectNode json = AwsJson.MAPPER.createObjectNode();
            json.put("id", Long.toString(event.id()));
            json.put("type", event.type());
            json.set("details", details(event));
            json.put("redrive_count", Integer.toString(execution.redriveCount()));
            json.put("previous_event_id", Long.toString(event.previousEventId()));
            json.put("event_timestamp", Long.toString(event.timestamp().toEpochMilli()));
            json.put("execution_arn", execution.request().executionArn());
            return json;
        }

        private ObjectNode details(HistoryEvent event) {
            ObjectNode told = AwsJson.MAPPER.createObjectNode();
            ObjectNode details = event.details();
            if (details == null) {
                return told;
            }
            for (Map.Entry<String, JsonNode> field : details.properties()) {
                String name = field.getKey();
                if (!withData && ExecutionListings.DATA_FIELDS.contains(name)) {
                    continue;
                }
                boolean ofData = name.endsWith("Details") && field.getValue().has("truncated");
                JsonNode value =
                        ofData ? details.path(name.substring(0, name.length() - "Details".length())) : field.getValue();
                String shown = value.isString() ? shown(value.stringValue()) : "";
                boolean cut =
                        value.isString() && shown.length() < value.stringValue().length();
                if (ofData) {
                    told.putObject(name).put("truncated", withData && cut);
                } else if (cut) {
                    told.put(name, shown);
                } else {
                    told.set(name, value);
                }
            }
            return told;
        }
    }
}
