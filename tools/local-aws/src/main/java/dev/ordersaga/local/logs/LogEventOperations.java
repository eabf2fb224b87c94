package dev.ordersaga.local.logs;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.OperationInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The reading of events: FilterLogEvents of a group, GetLogEvents of a stream. */
final class LogEventOperations {

    private static final int MAX_NAME_LENGTH = 512;
    private static final int MAX_EVENTS = 10_000;

    /** "This operation can return as many log events as fit in 1 MB." */
    private static final int MAX_BYTES = 1024 * 1024;

    private final LogGroups groups;

    LogEventOperations(LogGroups groups) {
        this.groups = groups;
    }

    ObjectNode filter(Caller caller, OperationInput input) {
        Predicate<String> pattern =
                FilterPattern.read(input.optional("filterPattern", 1024).orElse(""));
        List<String> streams = input.texts("logStreamNames");
        String prefix = input.optional("logStreamNamePrefix", MAX_NAME_LENGTH).orElse("");
        if (!streams.isEmpty() && !prefix.isEmpty()) {
            throw new AwsError(
                    "InvalidParameterException", "Only one of logStreamNames and logStreamNamePrefix may be given.");
        }
        long start = input.number("startTime", 0, Long.MAX_VALUE).orElse(0L);
        long end = input.number("endTime", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        int limit =
                input.number("limit", 1, MAX_EVENTS).orElse((long) MAX_EVENTS).intValue();
        LogPosition from = input.optional("nextToken", 1024)
                .map(token -> LogPosition.of(token)
                        .orElseThrow(LogEventOperations::invalidToken)
                        .next())
                .orElse(LogPosition.FIRST);
        return groups.with(caller, LogGroupOperations.groupName(input), group -> {
            for (String stream : streams) {
                var unused = group.stream(stream).orElseThrow(LogGroupOperations::noStream);
            }
            ObjectNode output = AwsJson.MAPPER.createObjectNode();
            ArrayNode list = output.putArray("events");
            output.putArray("searchedLogStreams");
            int bytes = 0;
            for (LogEvent event : group.events(from.orLater(LogPosition.at(start)), LogPosition.LAST, groups.now())
                    .values()) {
                if (event.timestamp() > end) {
                    break;
                }
                boolean chosen = (streams.isEmpty() || streams.contains(event.stream()))
                        && event.stream().startsWith(prefix)
                        && pattern.test(event.message());
                if (!chosen) {
                    continue;
                }
                if (list.size() == limit || (bytes + event.size() > MAX_BYTES && !list.isEmpty())) {
                    // There is at least one more: the next page begins behind the last of this one.
                    output.put(
                            "nextToken",
                            list.get(list.size() - 1).path("eventId").asString());
                    break;
                }
                bytes += event.size();
                list.addObject()
                        .put("logStreamName", event.stream())
                        .put("timestamp", event.timestamp())
                        .put("message", event.message())
                        .put("ingestionTime", event.ingestionTime())
                        .put("eventId", event.id());
            }
            return output;
        });
    }

    ObjectNode get(Caller caller, OperationInput input) {
        String stream = input.required("logStreamName", MAX_NAME_LENGTH);
        long start = input.number("startTime", 0, Long.MAX_VALUE).orElse(0L);
        long end = input.number("endTime", 0, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        int limit =
                input.number("limit", 1, MAX_EVENTS).orElse((long) MAX_EVENTS).intValue();
        String token = input.optional("nextToken", 1024).orElse("");
        boolean forward = token.isEmpty() ? input.flag("startFromHead") : token.startsWith("f/");
        if (!token.isEmpty() && !forward && !token.startsWith("b/")) {
            throw invalidToken();
        }
        LogPosition at = token.isEmpty()
                ? forward ? LogPosition.FIRST : LogPosition.LAST
                : LogPosition.of(token.substring(2)).orElseThrow(LogEventOperations::invalidToken);
        return groups.with(caller, LogGroupOperations.groupName(input), group -> {
            LogGroup.Stream of = group.stream(stream).orElseThrow(LogGroupOperations::noStream);
            LogPosition first = LogPosition.at(start);
            LogPosition last = end == Long.MAX_VALUE ? LogPosition.LAST : LogPosition.at(end);
            NavigableMap<LogPosition, LogEvent> within = forward
                    ? group.events(of, first.orLater(at), last, groups.now())
                    : group.events(of, first, last.orEarlier(at), groups.now());
            List<LogEvent> page = page((forward ? within : within.descendingMap()).values(), limit);
            if (!forward) {
                Collections.reverse(page);
            }
            ObjectNode output = AwsJson.MAPPER.createObjectNode();
            ArrayNode list = output.putArray("events");
            page.forEach(event -> list.addObject()
                    .put("timestamp", event.timestamp())
                    .put("message", event.message())
                    .put("ingestionTime", event.ingestionTime()));
            // "If you have reached the end of the stream, it returns the same token you passed in."
            output.put("nextForwardToken", "f/" + behind(page, at).text());
            output.put(
                    "nextBackwardToken",
                    "b/" + (page.isEmpty() ? at : page.get(0).position()).text());
            return output;
        });
    }

    /** A page in a token is where its direction begins: forwards with that place, backwards before it. */
    private static LogPosition behind(List<LogEvent> page, LogPosition at) {
        if (page.isEmpty()) {
            return at;
        }
        return page.get(page.size() - 1).position().next();
    }

    private static List<LogEvent> page(Collection<LogEvent> events, int limit) {
        List<LogEvent> page = new ArrayList<>();
        int bytes = 0;
        for (LogEvent event : events) {
            bytes += event.size();
            if (page.size() == limit || (bytes > MAX_BYTES && !page.isEmpty())) {
                break;
            }
            page.add(event);
        }
        return page;
    }

    private static AwsError invalidToken() {
        return new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
    }
}
