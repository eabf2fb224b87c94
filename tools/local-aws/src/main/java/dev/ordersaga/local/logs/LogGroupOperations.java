package dev.ordersaga.local.logs;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.OperationInput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations on groups and streams, and the writing of events. */
final class LogGroupOperations {

    private static final Pattern GROUP_NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
    private static final Pattern STREAM_NAME = Pattern.compile("[^:*]{1,512}");
    private static final int MAX_NAME_LENGTH = 512;
    private static final int PAGE = 50;
    private static final int MAX_EVENTS = 10_000;
    private static final long MAX_BYTES = 1_048_576;

    /** "The sum of all event messages in UTF-8, plus 26 bytes for each log event." */
    private static final long OF_EACH = 26;

    private static final Duration LONGEST_SPAN = Duration.ofHours(24);

    private final LogGroups groups;

    LogGroupOperations(LogGroups groups) {
        this.groups = groups;
    }

    ObjectNode create(Caller caller, OperationInput input) {
        groups.create(caller, named(input));
        return nothing();
    }

    ObjectNode delete(Caller caller, OperationInput input) {
        groups.delete(caller, named(input));
        return nothing();
    }

    ObjectNode createStream(Caller caller, OperationInput input) {
        String stream = streamName(input);
        return changed(caller, input, group -> {
            if (group.stream(stream).isPresent()) {
                throw new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
            }
            group.ensureStream(stream, groups.now());
        });
    }

    ObjectNode deleteStream(Caller caller, OperationInput input) {
        String stream = streamName(input);
        return changed(caller, input, group -> {
            if (!group.removeStream(stream)) {
                throw noStream();
            }
        });
    }

    ObjectNode putRetention(Caller caller, OperationInput input) {
        long days = input.number("retentionInDays", 1, 3653)
                .orElseThrow(() -> input.invalid(
                        "Value null at 'retentionInDays' failed to satisfy constraint: Member must not be null"));
        groups.retain(caller, groupName(input), (int) days);
        return nothing();
    }

    ObjectNode deleteRetention(Caller caller, OperationInput input) {
        groups.retain(caller, groupName(input), null);
        return nothing();
    }

    ObjectNode describe(Caller caller, OperationInput input) {
        String prefix = input.optional("logGroupNamePrefix", MAX_NAME_LENGTH).orElse("");
        String pattern = input.optional("logGroupNamePattern", MAX_NAME_LENGTH).orElse("");
        if (!prefix.isEmpty() && !pattern.isEmpty()) {
            throw new AwsError(
                    "InvalidParameterException",
                    "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        int limit = input.number("limit", 1, PAGE).orElse((long) PAGE).intValue();
        List<LogGroup> all = groups.of(caller).stream()
                .filter(group -> group.name().startsWith(prefix)
                        && group.name().toLowerCase(Locale.ROOT).contains(pattern.toLowerCase(Locale.ROOT)))
                .toList();
        ObjectNode output = nothing();
        ArrayNode list = output.putArray("logGroups");
        int from = from(input, all.size());
        for (LogGroup group : all.subList(from, Math.min(all.size(), from + limit))) {
            ObjectNode json = list.addObject();
            String arn = arn(group);
            json.put("logGroupName", group.name());
            json.put("arn", arn + ":*");
            json.put("logGroupArn", arn);
            json.put("creationTime", group.created());
            group.retentionDays().ifPresent(days -> json.put("retentionInDays", days));
            json.put("metricFilterCount", 0);
            json.put("storedBytes", group.storedBytes());
            json.put("logGroupClass", "STANDARD");
        }
        next(output, from + limit, all.size());
        return output;
    }

    ObjectNode describeStreams(Caller caller, OperationInput input) {
        String prefix = input.optional("logStreamNamePrefix", MAX_NAME_LENGTH).orElse("");
        boolean byEvent = input.oneOf("orderBy", List.of("LogStreamName", "LastEventTime"))
                .filter("LastEventTime"::equals)
                .isPresent();
        if (byEvent && !prefix.isEmpty()) {
            throw new AwsError(
                    "InvalidParameterException", "Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        boolean descending = input.flag("descending");
        int limit = input.number("limit", 1, PAGE).orElse((long) PAGE).intValue();
        return groups.with(caller, groupName(input), group -> {
            List<LogGroup.Stream> all = group.streams(byEvent);
            if (descending) {
                Collections.reverse(all);
            }
            all.removeIf(stream -> !stream.name().startsWith(prefix));
            ObjectNode output = nothing();
            ArrayNode list = output.putArray("logStreams");
            int from = from(input, all.size());
            for (LogGroup.Stream stream : all.subList(from, Math.min(all.size(), from + limit))) {
                ObjectNode json = list.addObject();
                json.put("logStreamName", stream.name());
                json.put("creationTime", stream.created());
                stream.firstEvent().ifPresent(time -> json.put("firstEventTimestamp", time));
                stream.lastEvent().ifPresent(time -> json.put("lastEventTimestamp", time));
                stream.lastIngestion().ifPresent(time -> json.put("lastIngestionTime", time));
                json.put("arn", arn(group) + ":log-stream:" + stream.name());
                json.put("storedBytes", 0);
            }
            next(output, from + limit, all.size());
            return output;
        });
    }

    ObjectNode put(Caller caller, OperationInput input) {
        String name = groupName(input);
        String stream = streamName(input);
        List<OperationInput> events = input.structures("logEvents");
        if (events.isEmpty() || events.size() > MAX_EVENTS) {
            throw input.invalid("Value at 'logEvents' failed to satisfy constraint: Member must have length "
                    + (events.isEmpty() ? "greater than or equal to 1" : "less than or equal to " + MAX_EVENTS));
        }
        groups.with(caller, name, group -> group.stream(stream).orElseThrow(LogGroupOperations::noStream));
        long last = 0;
        long bytes = 0;
        for (OperationInput event : events) {
            long time = timestamp(event);
            long size = event.required("message", Integer.MAX_VALUE).getBytes(StandardCharsets.UTF_8).length + OF_EACH;
            bytes += size;
            checkSize("Log event", size);
            if (time < last) {
                throw new AwsError(
                        "InvalidParameterException",
                        "Log events in a single PutLogEvents request must be in chronological order.");
            }
            last = time;
        }
        checkSize("Upload", bytes);
        if (last - timestamp(events.get(0)) > LONGEST_SPAN.toMillis()) {
            throw new AwsError(
                    "InvalidParameterException",
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
        events.forEach(event ->
                groups.put(caller, name, stream, timestamp(event), event.required("message", Integer.MAX_VALUE)));
        return nothing().put("nextSequenceToken", "0");
    }

    /** "The maximum batch size is 1,048,576 bytes"; an event has no more than its batch. */
    private static void checkSize(String what, long bytes) {
        if (bytes > MAX_BYTES) {
            throw new AwsError(
                    "InvalidParameterException",
                    what + " too large: " + bytes + " bytes exceeds limit of " + MAX_BYTES);
        }
    }

    private static long timestamp(OperationInput event) {
        return event.number("timestamp", 0, Long.MAX_VALUE)
                .orElseThrow(() -> event.invalid(
                        "Value null at 'timestamp' failed to satisfy constraint: Member must not be null"));
    }

    /** The group that the input names, by its name or its ARN. */
    static String groupName(OperationInput input) {
        if (!input.has("logGroupIdentifier")) {
            return named(input);
        }
        String identifier = input.required("logGroupIdentifier", 2048);
        String[] arn = identifier.split(":", 8);
        return arn.length >= 7 && arn[0].equals("arn") ? arn[6] : identifier;
    }

    private static String named(OperationInput input) {
        return matching(input, "logGroupName", GROUP_NAME, "[\\.\\-_/#A-Za-z0-9]+");
    }

    private static String streamName(OperationInput input) {
        return matching(input, "logStreamName", STREAM_NAME, "[^:*]*");
    }

    private static String matching(OperationInput input, String field, Pattern pattern, String told) {
        String value = input.required(field, MAX_NAME_LENGTH);
        if (!pattern.matcher(value).matches()) {
            throw input.invalid("Value '" + value + "' at '" + field
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern: " + told);
        }
        return value;
    }

    static AwsError noStream() {
        return new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
    }

    private ObjectNode changed(Caller caller, OperationInput input, Consumer<LogGroup> change) {
        return groups.with(caller, groupName(input), group -> {
            change.accept(group);
            return nothing();
        });
    }

    private static String arn(LogGroup group) {
        return "arn:aws:logs:" + group.owner().region() + ":" + group.owner().account() + ":log-group:" + group.name();
    }

    private static int from(OperationInput input, int size) {
        String token = input.optional("nextToken", 1024).orElse("");
        if (token.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            int from = Integer.parseInt(text);
            if (from >= 0) {
                return Math.min(from, size);
            }
        } catch (IllegalArgumentException e) {
            // Not one of ours: refused below.
        }
        throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
    }

    private static void next(ObjectNode output, int from, int size) {
        if (from < size) {
            output.put(
                    "nextToken",
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(Integer.toString(from).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static ObjectNode nothing() {
        return AwsJson.MAPPER.createObjectNode();
    }
}
