package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.execution.Cause;
import dev.ordersaga.asl.execution.Journal;
import dev.ordersaga.asl.execution.Move;
import dev.ordersaga.asl.execution.MoveFormat;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.journal.EntryKind;
import dev.ordersaga.local.journal.LocalJournal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Standard executions in the journal: how each was started, then its moves as they are made. What follows from a move waits until it is on
 * the disk. Express executions are not kept.
 */
final class ExecutionRecords implements Journal {

    /** Names are forgotten by groups: 50 of 10,000 are as many as {@link Executions} knows. */
    private static final int NAMES_IN_A_GROUP = 10_000;

    private static final int MAX_GROUPS = 50;

    private final LocalJournal journal;
    private final Revisions revisions;
    private final EffectLanes lanes;
    private final Map<String, Kept> byArn = new ConcurrentHashMap<>();

    // Guarded by this:
    private long group;
    private int namesInGroup;

    private record Kept(StartedExecution execution, String key, String revision) {}

    ExecutionRecords(LocalJournal journal, Revisions revisions, EffectLanes lanes) {
        this.journal = journal;
        this.revisions = revisions;
        this.lanes = lanes;
    }

    /** The execution is about to begin: its moves are to be written. */
    void begins(StartedExecution execution) {
        if (!journal.isDurable()) {
            return;
        }
        String key = Long.toString(execution.sequence());
        ObjectNode json = AwsJson.MAPPER.createObjectNode();
        json.put("versionArn", execution.startedBy().versionArn());
        json.put("aliasArn", execution.startedBy().aliasArn());
        json.put("task", execution.startedBy().task());
        json.put("mapRun", execution.startedBy().mapRunArn());
        synchronized (revisions) {
            String revision = revisions.retain(execution.revision());
            json.put("revision", revision);
            journal.set(EntryKind.EXECUTION, key, AwsJson.MAPPER.writeValueAsBytes(json));
            byArn.put(execution.arn(), new Kept(execution, key, revision));
        }
    }

    @Override
    public void write(String executionArn, Move move, Runnable effects) {
        Kept kept = byArn.get(executionArn);
        if (kept == null) {
            effects.run();
            return;
        }
        long lane = kept.execution().sequence();
        journal.add(EntryKind.EXECUTION, kept.key(), MoveFormat.write(move), () -> lanes.run(lane, effects));
    }

    @Override
    public CompletionStage<Boolean> written() {
        return journal.written();
    }

    /** The execution could not begin, or is not kept any longer. */
    void removed(StartedExecution execution) {
        Kept kept = byArn.remove(execution.arn());
        if (kept != null) {
            synchronized (revisions) {
                journal.remove(EntryKind.EXECUTION, kept.key());
                revisions.release(kept.revision());
            }
        }
    }

    /** The execution's name stays refused, although it is not kept. */
    synchronized void nameKept(byte[] name, Instant ended) {
        if (!journal.isDurable()) {
            return;
        }
        if (++namesInGroup > NAMES_IN_A_GROUP) {
            group++;
            namesInGroup = 1;
            journal.remove(EntryKind.FORGOTTEN_NAMES, Long.toString(group - MAX_GROUPS));
        }
        byte[] entry = ByteBuffer.allocate(name.length + Long.BYTES)
                .put(name)
                .putLong(ended.toEpochMilli())
                .array();
        journal.add(EntryKind.FORGOTTEN_NAMES, Long.toString(group), entry, () -> {});
    }

    /** A name that was kept. */
    record KeptName(byte[] name, Instant ended) {}

    /** The names that the journal has. */
    synchronized List<KeptName> readNames(Map<String, List<byte[]>> recovered) {
        List<KeptName> names = new ArrayList<>();
        recovered.forEach((key, entries) -> {
            long number = Long.parseLong(key);
            if (number >= group) {
                group = number;
                namesInGroup = entries.size();
            }
            for (byte[] entry : entries) {
                ByteBuffer buffer = ByteBuffer.wrap(entry);
                byte[] name = new byte[entry.length - Long.BYTES];
                buffer.get(name);
                names.add(new KeptName(name, Instant.ofEpochMilli(buffer.getLong())));
            }
        });
        return names;
    }

    /** An execution that the journal has, to be resumed. */
    record Recovered(StartedExecution execution, List<Move> moves) {}

    /** The executions that the journal has, in the order of their start. */
    List<Recovered> read(Map<String, List<byte[]>> recovered, Map<String, Revision> known) {
        List<Recovered> executions = new ArrayList<>();
        recovered.forEach((key, entries) -> {
            Optional<Recovered> execution = entries.size() < 2 ? Optional.empty() : read(key, entries, known);
            execution.ifPresentOrElse(executions::add, () -> {
                if (entries.size() < 2) {
                    // It had not begun, and nobody was told that it would.
                    journal.remove(EntryKind.EXECUTION, key);
                }
            });
        });
        executions.sort((one, other) ->
                Long.compare(one.execution().sequence(), other.execution().sequence()));
        return executions;
    }

    private Optional<Recovered> read(String key, List<byte[]> entries, Map<String, Revision> known) {
        JsonNode json = AwsJson.MAPPER.readTree(entries.get(0));
        Optional<Revision> revision = Revisions.find(known, json.path("revision"));
        List<Move> moves = entries.subList(1, entries.size()).stream()
                .map(MoveFormat::read)
                .toList();
        if (revision.isEmpty() || !(moves.get(0).cause() instanceof Cause.Started started)) {
            return Optional.empty();
        }
        StartedExecution execution = new StartedExecution(
                started.request(),
                revision.get(),
                new StartedBy(
                        text(json.path("versionArn")),
                        text(json.path("aliasArn")),
                        text(json.path("task")),
                        text(json.path("mapRun"))),
                Long.parseLong(key));
        String revisionKey = json.path("revision").asString();
        revisions.retained(revisionKey);
        byArn.put(execution.arn(), new Kept(execution, key, revisionKey));
        return Optional.of(new Recovered(execution, moves));
    }

    private static @Nullable String text(JsonNode node) {
        return node.isString() ? node.stringValue() : null;
    }
}
