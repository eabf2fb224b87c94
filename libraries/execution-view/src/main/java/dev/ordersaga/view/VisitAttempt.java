package dev.ordersaga.view;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * One try of a state: a call of a Task, a run of all branches of a Parallel or all items of a Map.
 *
 * @param number from 1
 * @param event the first event of it
 * @param started when it was scheduled
 * @param ended empty while it goes on
 * @param until when it times out; empty where nothing says
 * @param resource such as {@code lambda:invoke}; empty for a Parallel or a Map
 * @param arguments what was sent; null for a Parallel or a Map
 * @param answer what a task that goes on waiting was answered at once; null where there is none
 * @param result what came of it; null where nothing has, yet
 * @param error the name of the error with which it failed; null where it has not
 * @param cause what is said of the error; null where nothing is
 */
public record VisitAttempt(
        int number,
        long event,
        Instant started,
        Optional<Instant> ended,
        Optional<Instant> until,
        String resource,
        @Nullable RecordedData arguments,
        @Nullable RecordedData answer,
        @Nullable RecordedData result,
        @Nullable String error,
        @Nullable String cause) {

    private static final String METADATA = "SdkResponseMetadata";

    public boolean failed() {
        return error != null;
    }

    /** The id by which the service that was called knows the request, such as a Lambda invocation's; empty where its answer does not tell. */
    public Optional<String> requestId() {
        for (@Nullable RecordedData data : Arrays.asList(answer, result)) {
            if (data != null && data.text() != null && data.text().contains(METADATA)) {
                try {
                    String id = JsonMapper.shared()
                            .readTree(data.text())
                            .path(METADATA)
                            .path("RequestId")
                            .asString("");
                    return Optional.of(id).filter(each -> !each.isEmpty());
                } catch (JacksonException e) {
                    return Optional.empty(); // data that was cut off
                }
            }
        }
        return Optional.empty();
    }
}
