package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.MapRunRequest.Tolerance;
import dev.ordersaga.asl.execution.maprun.Counts;
import dev.ordersaga.asl.execution.maprun.MapRun;
import dev.ordersaga.asl.execution.maprun.MapRunFacts;
import dev.ordersaga.asl.execution.maprun.MapRunKeeper;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Map Runs in the journal: each whole as it stands, whenever it changes. Their children are executions like others. */
final class MapRunRecords implements MapRunKeeper {

    private final LocalJournal journal;

    MapRunRecords(LocalJournal journal) {
        this.journal = journal;
    }

    @Override
    public void changed(MapRunFacts run) {
        if (!journal.isDurable()) {
            return;
        }
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("execution", run.executionArn());
        json.put("machine", run.stateMachineArn());
        json.put("status", run.status().name());
        json.put("startDate", run.startDate().toString());
        run.stopDate().ifPresent(date -> json.put("stopDate", date.toString()));
        run.redriveDate().ifPresent(date -> json.put("redriveDate", date.toString()));
        json.put("redriveCount", run.redriveCount());
        json.put("maxConcurrency", run.maxConcurrency());
        run.tolerance().count().ifPresent(count -> json.put("toleratedCount", count));
        run.tolerance().percentage().ifPresent(share -> json.put("toleratedPercentage", share));
        write(run.items(), json.putArray("items"));
        write(run.executions(), json.putArray("executions"));
        journal.set(EntryKind.MAP_RUN, run.mapRunArn(), AwsJson.MAPPER.writeValueAsBytes(json));
    }

    @Override
    public void forgotten(String mapRunArn) {
        journal.remove(EntryKind.MAP_RUN, mapRunArn);
    }

    private static void write(Counts counts, ArrayNode json) {
        json.add(counts.pending())
                .add(counts.running())
                .add(counts.succeeded())
                .add(counts.failed())
                .add(counts.timedOut())
                .add(counts.aborted())
                .add(counts.total())
                .add(counts.resultsWritten());
    }

    /** What earlier processes told. */
    List<MapRunFacts> read() {
        return journal.recovered(EntryKind.MAP_RUN).entrySet().stream()
                .map(entry -> read(
                        entry.getKey(), AwsJson.MAPPER.readTree(entry.getValue().get(0))))
                .toList();
    }

    private static MapRunFacts read(String arn, JsonNode json) {
        return new MapRunFacts(
                arn,
                json.path("execution").asString(),
                json.path("machine").asString(),
                MapRun.Status.valueOf(json.path("status").asString()),
                Instant.parse(json.path("startDate").asString()),
                given(json, "stopDate", date -> Instant.parse(date.asString())),
                given(json, "redriveDate", date -> Instant.parse(date.asString())),
                json.path("redriveCount").asInt(),
                json.path("maxConcurrency").asLong(),
                new Tolerance(
                        given(json, "toleratedCount", JsonNode::asLong),
                        given(json, "toleratedPercentage", JsonNode::asDouble)),
                counts(json.path("items")),
                counts(json.path("executions")));
    }

    private static <T> Optional<T> given(JsonNode json, String field, Function<JsonNode, T> as) {
        return json.has(field) ? Optional.of(as.apply(json.path(field))) : Optional.empty();
    }

    private static Counts counts(JsonNode json) {
        return new Counts(
                json.path(0).asLong(),
                json.path(1).asLong(),
                json.path(2).asLong(),
                json.path(3).asLong(),
                json.path(4).asLong(),
                json.path(5).asLong(),
                json.path(6).asLong(),
                json.path(7).asLong());
    }
}
