package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.DistributedMap;
import dev.ordersaga.asl.FieldExpression;
import dev.ordersaga.asl.ItemBatcher;
import dev.ordersaga.asl.ItemReader;
import dev.ordersaga.asl.Limits;
import dev.ordersaga.asl.ResultWriter;
import dev.ordersaga.asl.State;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.Scope;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The distributed Maps of an execution: each is a Map Run, which a {@link MapRunner} runs; the history tells only its start and its end. */
final class DistributedMaps {

    private static final int MAX_REDRIVES = 1_000;

    private final Interpreter interpreter;
    private final ExecutionRequest parent;
    private final Map<Long, MapRunUnderWay> open = new HashMap<>(2);

    DistributedMaps(Interpreter interpreter, ExecutionRequest parent) {
        this.interpreter = interpreter;
        this.parent = parent;
    }

    @Nullable
    MapRunUnderWay find(long number) {
        return open.get(number);
    }

    void forEach(Consumer<MapRunUnderWay> action) {
        open.values().forEach(action);
    }

    /** Begins a run of the Map at which the branch stands; its items are here, or are to be read. */
    Outcome begin(Branch branch, State.MapState state, DistributedMap map, Scope effective, Optional<JsonNode> items) {
        interpreter.history().mapStarted(branch, items.map(JsonNode::size).orElse(0));
        Settings settings;
        try {
            settings = Settings.of(state, map, effective);
        } catch (EvaluationFailure e) {
            return interpreter.errors().evaluationFailed(branch, e, false); // as on AWS, MapStateFailed is not told
        }
        String label = map.label().orElseGet(() -> made(state));
        String arn = arn(label, interpreter.draws().uuid());
        interpreter.history().mapRunStarted(branch, arn);
        Function<Integer, Function<Draws, MapRunRequest>> request = redrives -> draws -> new MapRunRequest(
                arn,
                parent,
                state.name(),
                label,
                new StateMachine(
                        Optional.empty(),
                        Optional.empty(),
                        state.flow().language(),
                        Optional.empty(),
                        state.processor()),
                map.express(),
                new MapRunRequest.Items(
                        items, settings.reading(), (index, item) -> selected(branch, state, draws, index, item)),
                settings.batching(),
                settings.maxConcurrency(),
                settings.tolerance(),
                settings.writing(),
                redrives);
        return handOut(branch, arn, 0, request);
    }

    private Outcome handOut(
            Branch branch, String arn, int redrives, Function<Integer, Function<Draws, MapRunRequest>> request) {
        MapRunUnderWay run =
                new MapRunUnderWay(interpreter.attempts().number(), branch, arn, redrives, request.apply(redrives));
        open.put(run.number, run);
        branch.waitsFor = run;
        branch.mapRun = new Redrivable(run, request);
        interpreter.emit(new Command.RunMap(run));
        return Outcome.SUSPENDED;
    }

    /** A run and how it is asked for again. */
    record Redrivable(MapRunUnderWay run, Function<Integer, Function<Draws, MapRunRequest>> request) {}

    /**
     * Goes on with a run that did not succeed: the same run, once more. "You haven't exceeded the hard limit of 1000 redrives of a given Map
     * Run. If you've exceeded this limit, you'll receive the States.Runtime error."
     */
    void redrive(Branch branch, Redrivable before) {
        int count = before.run().redriveCount + 1;
        if (count > MAX_REDRIVES) {
            String cause = "The Map Run " + before.run().mapRunArn + " has been redriven " + MAX_REDRIVES
                    + " times and cannot be redriven again";
            interpreter.resume(branch, new Outcome.Failed(Failure.of("States.Runtime", cause), true));
            return;
        }
        interpreter.history().mapRunRedriven(branch, before.run().mapRunArn, count);
        handOut(branch, before.run().mapRunArn, count, before.request());
    }

    private JsonNode selected(Branch branch, State.MapState state, Draws draws, int index, MapItem item) {
        if (state.itemSelector().isEmpty()) {
            return item.value();
        }
        Scope scope = interpreter.scope(branch, new ContextObject.Item(index, item), draws);
        return state.itemSelector().get().fill(scope.withInput(state.flow().effectiveInput(scope)), "ItemSelector");
    }

    /** The service makes a label up where none is given; here the same Map always has the same. */
    private static String made(State.MapState state) {
        return UUID.nameUUIDFromBytes(state.name().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** {@code arn:aws:states:REGION:ACCOUNT:mapRun:MACHINE/LABEL:ID}; a Map inside another's child is named with the machine of both. */
    private String arn(String label, String id) {
        String[] parts = interpreter.executionArn().split(":", -1);
        if (parts.length < 7) {
            return "mapRun:" + label + ":" + id;
        }
        String machine = parts[6].contains("/") ? parts[6].substring(0, parts[6].indexOf('/')) : parts[6];
        return String.join(":", parts[0], parts[1], parts[2], parts[3], parts[4], "mapRun", machine + "/" + label, id);
    }

    // How it ends

    void succeeded(MapRunUnderWay run, JsonNode result) {
        Branch branch = close(run);
        branch.mapRun = null;
        interpreter.history().mapRunSucceeded(branch);
        interpreter.history().joined(branch);
        interpreter.resume(branch, interpreter.done(branch, result));
    }

    void failed(MapRunUnderWay run, @Nullable String error, @Nullable String cause) {
        Branch branch = close(run);
        interpreter.history().mapRunFailed(branch, error, cause);
        interpreter.resume(branch, new Outcome.Failed(Failure.of(error, cause), true));
    }

    /** The branch or the execution has ended otherwise. */
    void abort(MapRunUnderWay run) {
        close(run);
        interpreter.emit(new Command.AbortMap(run));
    }

    private Branch close(MapRunUnderWay run) {
        open.remove(run.number);
        run.branch.waitsFor = null;
        return run.branch;
    }

    /** What the fields of the state say for this run. */
    private record Settings(
            long maxConcurrency,
            MapRunRequest.Tolerance tolerance,
            Optional<MapRunRequest.Reading> reading,
            Optional<MapRunRequest.Batching> batching,
            Optional<MapRunRequest.Writing> writing) {

        static Settings of(State.MapState state, DistributedMap map, Scope scope) {
            return new Settings(
                    number(state.maxConcurrency(), scope, 0, 0),
                    new MapRunRequest.Tolerance(
                            state.toleratedFailureCount().map(count -> FieldValues.seconds(count, scope, 0)),
                            state.toleratedFailurePercentage().map(share -> FieldValues.percentage(share, scope))),
                    map.reader().map(reader -> reading(reader, scope)),
                    map.batcher().map(batcher -> batching(batcher, scope)),
                    map.writer().map(writer -> writing(writer, scope)));
        }

        private static MapRunRequest.Reading reading(ItemReader reader, Scope scope) {
            JsonNode arguments = reader.arguments()
                    .map(template -> template.fill(scope, "ItemReader"))
                    .orElseGet(JsonNodeFactory.instance::objectNode);
            long most = number(reader.maxItems(), scope, 0, 0);
            return new MapRunRequest.Reading(reader, arguments, most == 0 ? Limits.MAX_INTEGER : most);
        }

        private static MapRunRequest.Batching batching(ItemBatcher batcher, Scope scope) {
            Optional<JsonNode> input = batcher.batchInput().map(template -> template.fill(scope, "BatchInput"));
            return new MapRunRequest.Batching(
                    number(batcher.maxItems(), scope, 0, 0), number(batcher.maxBytes(), scope, 0, 0), input);
        }

        private static MapRunRequest.Writing writing(ResultWriter writer, Scope scope) {
            return new MapRunRequest.Writing(
                    writer, writer.arguments().map(template -> template.fill(scope, "ResultWriter")));
        }

        private static long number(Optional<FieldExpression> setting, Scope scope, long least, long preset) {
            return setting.map(value -> FieldValues.seconds(value, scope, least))
                    .orElse(preset);
        }
    }
}
