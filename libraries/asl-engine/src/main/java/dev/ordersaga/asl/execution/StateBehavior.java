package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.Choice;
import dev.ordersaga.asl.DistributedMap;
import dev.ordersaga.asl.FieldExpression;
import dev.ordersaga.asl.QueryLanguage;
import dev.ordersaga.asl.State;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.JsonataExpression;
import dev.ordersaga.asl.expression.Scope;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What each type of state does when a branch comes to it. */
final class StateBehavior implements State.Visitor<Outcome> {

    private static final System.Logger LOG = System.getLogger(StateBehavior.class.getName());

    private final Interpreter interpreter;
    private final Branch branch;

    StateBehavior(Interpreter interpreter, Branch branch) {
        this.interpreter = interpreter;
        this.branch = branch;
    }

    // States that are done at once

    @Override
    public Outcome pass(State.Pass state) {
        Scope scope = interpreter.scope(branch);
        JsonNode result = null;
        if (state.result().isPresent()) {
            result = state.result().get();
        } else if (state.flow().language() == QueryLanguage.JSON_PATH) {
            result = state.flow().arguments(scope.withInput(state.flow().effectiveInput(scope)));
        }
        Map<String, JsonNode> assigned = state.flow().assignments(scope, result);
        return new Outcome.Done(state.flow().output(scope, result), assigned, state.next());
    }

    @Override
    public Outcome choice(State.ChoiceState state) {
        Scope scope = interpreter.scope(branch);
        Scope effective = scope.withInput(state.flow().effectiveInput(scope));
        for (Choice choice : state.choices()) {
            if (choice.condition().holds(effective)) {
                JsonNode output = choice.output().isPresent()
                        ? choice.output().get().fill(effective, "Output")
                        : state.flow().output(scope, null);
                return new Outcome.Done(output, choice.assign().evaluate(effective), Optional.of(choice.next()));
            }
        }
        if (state.otherwise().isEmpty()) {
            throw EvaluationFailure.of(
                    "States.NoChoiceMatched",
                    "Failed to transition out of the state. The state does not point to a next state.");
        }
        return new Outcome.Done(
                state.flow().output(scope, null), state.flow().assignments(scope, null), state.otherwise());
    }

    @Override
    public Outcome succeed(State.Succeed state) {
        Scope scope = interpreter.scope(branch);
        return new Outcome.Done(state.flow().output(scope, null), Map.of(), Optional.empty());
    }

    @Override
    public Outcome fail(State.Fail state) {
        Scope scope = interpreter.scope(branch);
        return new Outcome.Stopped(
                state.error().map(error -> FieldValues.text(error, scope)).orElse(null),
                state.cause().map(cause -> FieldValues.text(cause, scope)).orElse(null));
    }

    // States that wait

    @Override
    public Outcome waiting(State.Wait state) {
        Scope scope = interpreter.scope(branch);
        Scope effective = scope.withInput(state.flow().effectiveInput(scope));
        FieldExpression until = state.until();
        Instant when = until.field().startsWith("Seconds")
                ? branch.enteredAt.plusSeconds(FieldValues.seconds(until, effective, 0))
                : FieldValues.timestamp(until, FieldValues.value(until, effective));
        return interpreter.waitUntil(branch, when, new Alarms.Purpose.WaitOver(branch));
    }

    @Override
    public Outcome task(State.Task state) {
        return interpreter.attempts().begin(branch, state);
    }

    @Override
    public Outcome parallel(State.Parallel state) {
        Scope scope = interpreter.scope(branch);
        JsonNode effective = state.flow().effectiveInput(scope);
        Payload input = branch.input.with(state.flow().arguments(scope.withInput(effective)));
        interpreter.history().parallelStarted(branch);
        return suspendedBy(new ParallelJoin(branch, state, input));
    }

    @Override
    public Outcome map(State.MapState state) {
        Scope scope = interpreter.scope(branch);
        Scope effective = scope.withInput(state.flow().effectiveInput(scope));
        long atOnce = state.maxConcurrency()
                .map(setting -> FieldValues.seconds(setting, effective, 0))
                .orElse(0L);
        if (state.distributed().isPresent()) {
            return distributed(state, state.distributed().get(), effective);
        }
        JsonNode items;
        try {
            checkTolerance(state, effective);
            items = items(state, effective);
        } catch (EvaluationFailure e) {
            return interpreter.errors().evaluationFailed(branch, e, true);
        }
        interpreter.history().mapStarted(branch, items.size());
        return suspendedBy(new MapJoin(branch, state, items, atOnce));
    }

    /**
     * Whether the execution stands still before this state: the service never enters a Map whose MaxConcurrencyPath leads to a negative
     * number. The execution stays RUNNING until it is stopped or its time is over, with no event that says why; the log does.
     */
    boolean isNeverEntered() {
        if (!(branch.state instanceof State.MapState state)
                || state.maxConcurrency().filter(FieldExpression::isPath).isEmpty()) {
            return false;
        }
        FieldExpression atOnce = state.maxConcurrency().get();
        JsonNode value;
        try {
            Scope scope = interpreter.scope(branch);
            value = FieldValues.value(atOnce, scope.withInput(state.flow().effectiveInput(scope)));
        } catch (EvaluationFailure e) {
            return false; // said once the state has been entered
        }
        if (!value.isIntegralNumber() || value.longValue() >= 0) {
            return false;
        }
        branch.enteredEvent = 0;
        LOG.log(
                System.Logger.Level.WARNING,
                "the execution {0} stands still before its state {1}, as it does on AWS: {2} leads to {3}",
                interpreter.executionArn(),
                state.name(),
                atOnce.value().source(),
                value);
        return true;
    }

    private Outcome distributed(State.MapState state, DistributedMap map, Scope effective) {
        Optional<JsonNode> items;
        try {
            items = map.reader().isPresent() ? Optional.empty() : Optional.of(items(state, effective));
        } catch (EvaluationFailure e) {
            return interpreter.errors().evaluationFailed(branch, e, true);
        }
        return interpreter.maps().begin(branch, state, map, effective, items);
    }

    private Outcome suspendedBy(Join join) {
        branch.waitsFor = join;
        branch.fork = join;
        join.start(interpreter);
        return Outcome.SUSPENDED;
    }

    /** An array; for a distributed Map, an object also, whose fields are the items. */
    private static JsonNode items(State.MapState state, Scope effective) {
        Optional<FieldExpression> setting = state.items();
        JsonNode items =
                setting.map(given -> FieldValues.value(given, effective)).orElseGet(effective::input);
        boolean fits =
                items.isArray() || (items.isObject() && state.distributed().isPresent());
        if (fits) {
            return items;
        }
        if (state.flow().language() == QueryLanguage.JSON_PATH) {
            String path = setting.map(FieldExpression::value)
                    .map(value -> value instanceof JsonPathExpression p ? p.pathInMessage() : value.source())
                    .orElse("$");
            throw EvaluationFailure.runtime("Reference path \"" + path + "\" must point to array.");
        }
        if (setting.isPresent() && setting.get().value() instanceof JsonataExpression expression) {
            throw expression.unexpectedType("Items", "array", items);
        }
        throw EvaluationFailure.query("Map state input must be an array but was: " + items, null);
    }

    /** The tolerance of failures is for distributed Maps; an inline one only has to be given values that make sense. */
    private static void checkTolerance(State.MapState state, Scope scope) {
        state.toleratedFailureCount().ifPresent(setting -> FieldValues.seconds(setting, scope, 0));
        state.toleratedFailurePercentage().ifPresent(setting -> FieldValues.percentage(setting, scope));
    }

    // The state's work is done

    /** The state goes on with its result; null for one that has none. */
    Outcome done(@Nullable JsonNode result) {
        State state = branch.state;
        Scope scope = interpreter.scope(branch);
        return new Outcome.Done(
                state.flow().output(scope, result), state.flow().assignments(scope, result), state.next());
    }
}
