package dev.ordersaga.saga.place;

import dev.ordersaga.saga.place.Place.PublishedOrderEvent;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events of the orders' bus as its first subscriber has them, the log group that {@code template.yaml} puts there. */
record LoggedEvents(CloudWatchLogsClient logs, String group, long sinceMillis) {

    List<PublishedOrderEvent> sinceTheStart() {
        return logs
                .filterLogEventsPaginator(filter -> filter.logGroupName(group).startTime(sinceMillis))
                .events()
                .stream()
                .sorted(Comparator.comparing(FilteredLogEvent::timestamp))
                .map(LoggedEvents::published)
                .toList();
    }

    private static PublishedOrderEvent published(FilteredLogEvent logged) {
        JsonNode event = JsonMapper.shared().readTree(logged.message());
        return new PublishedOrderEvent(event.path("detail-type").asString(), event.path("detail"));
    }
}
