package dev.ordersaga.asl.execution;

import dev.ordersaga.asl.Choice;
import dev.ordersaga.asl.FieldExpression;
import dev.ordersaga.asl.Limits;
import dev.ordersaga.asl.QueryLanguage;
import dev.ordersaga.asl.State;
import dev.ordersaga.asl.choice.Timestamps;
import dev.ordersaga.asl.expression.EvaluationFailure;
import dev.ordersaga.asl.expression.JsonPathExpression;
import dev.ordersaga.asl.expression.JsonataExpression;
import dev.ordersaga.asl.expression.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What each type of state does when a strand comes to it. */
final class Step implements State.Visitor<Outcome> {

    private static final String TIMEOUT = "States.Timeout";
    private static final Pattern DIGITS = Pattern.compile("\\d{1,9}");

    private final Run run;
    private final Strand strand;

    Step(Run run, Strand strand) {
        this.run = run;
        this.strand = strand;
    }

    // States that are done at once

    @Override
    public Outcome pass(State.Pass state) {
        Scope scope = run.scope(strand, null);
        JsonNode effective = state.flow().effectiveInput(scope);
        JsonNode result = null;
        if (state.result().isPresent()) {
            result = state.result().get();
        } else if (state.flow().language() == QueryLanguage.JSON_PATH) {
            result = state.flow().arguments(scope.withInput(effective));
        }
        Map<String, JsonNode> assigned = state.flow().assignments(scope, result);
        return new Outcome.Done(state.flow().output(scope, result), assigned, state.next());
    }

    @Override
    public Outcome choice(State.ChoiceState state) {
        Scope scope = run.scope(strand, null);
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
        Scope scope = run.scope(strand, null);
        return new Outcome.Done(state.flow().output(scope, null), Map.of(), Optional.empty());
    }

    @Override
    public Outcome fail(State.Fail state) {
        Scope scope = run.scope(strand, null);
        return new Outcome.Stopped(
                state.error().map(error -> text(error, scope)).orElse(null),
                state.cause().map(cause -> text(cause, scope)).orElse(null));
    }

    private static String text(FieldExpression setting, Scope scope) {
        JsonNode value = value(setting, scope);
        if (!value.isString()) {
            throw unexpected(setting, "string", value);
        }
        return value.stringValue();
    }

    // Wait

    @Override
    public Outcome waiting(State.Wait state) {
        Scope scope = run.scope(strand, null);
        Scope effective = scope.withInput(state.flow().effectiveInput(scope));
        FieldExpression until = state.until();
        Instant when = until.field().startsWith("Seconds")
                ? strand.enteredAt.plusSeconds(seconds(until, effective, 0))
                : timestamp(until, value(until, effective));
        run.alarm(strand, when, () -> {
            strand.wake();
            run.resume(strand, waited(state));
        });
        return new Outcome.Suspended();
    }

    private Outcome waited(State.Wait state) {
        try {
            Scope scope = run.scope(strand, null);
            return new Outcome.Done(
                    state.flow().output(scope, null), state.flow().assignments(scope, null), state.next());
        } catch (EvaluationFailure e) {
            return run.failed(strand, e);
        }
    }

    private static Instant timestamp(FieldExpression setting, JsonNode value) {
        Optional<Instant> instant = value.isString() ? Timestamps.parse(value.stringValue()) : Optional.empty();
        return instant.orElseThrow(() -> setting.isPath()
                ? EvaluationFailure.runtime("The " + setting.field()
                        + " parameter does not reference a valid ISO-8601 extended offset date-time format string: "
                        + setting.value().source() + " == " + plain(value))
                : EvaluationFailure.query(
                        "The " + setting.field()
                                + " field cannot be parsed as an ISO-8601 extended offset date-time format string: "
                                + plain(value),
                        setting.field()));
    }

    // Settings

    private static JsonNode value(FieldExpression setting, Scope scope) {
        return setting.value() instanceof JsonPathExpression path
                ? path.select(scope)
                : setting.value().evaluate(scope, setting.field());
    }

    private static long seconds(FieldExpression setting, Scope scope, long least) {
        JsonNode value = whole(value(setting, scope), setting);
        boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
        if (!whole) {
            throw unexpected(setting, "number", value);
        }
        long seconds = value.longValue();
        if (seconds < least) {
            throw setting.isPath()
                    ? EvaluationFailure.runtime("The " + setting.field() + " parameter references a negative value: "
                            + setting.value().source() + " == " + value)
                    : EvaluationFailure.query(
                            "The " + setting.field() + " field must be at least " + least + " but was: " + value,
                            setting.field());
        }
        if (seconds > Limits.MAX_INTEGER) {
            String cause =
                    "The " + setting.field() + " field must be at most " + Limits.MAX_INTEGER + " but was: " + value;
            throw setting.isPath() ? EvaluationFailure.runtime(cause) : EvaluationFailure.query(cause, setting.field());
        }
        return seconds;
    }

    /** A path may lead to a string of digits, which the service takes for the number. */
    private static JsonNode whole(JsonNode value, FieldExpression setting) {
        return setting.isPath()
                        && value.isString()
                        && DIGITS.matcher(value.stringValue()).matches()
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(value.stringValue()))
                : value;
    }

    private static EvaluationFailure unexpected(FieldExpression setting, String expected, JsonNode value) {
        if (setting.value() instanceof JsonataExpression expression) {
            return expression.unexpectedType(setting.field(), expected, value);
        }
        String wanted = expected.equals("number") ? "integer" : expected;
        return EvaluationFailure.runtime("The " + setting.field() + " field refers to value \"" + plain(value)
                + "\" which is not a valid " + wanted + ": " + setting.value().source());
    }

    private static String plain(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    // Task

    @Override
    public Outcome task(State.Task state) {
        ResourceKind kind = ResourceKind.of(state.resource());
        boolean byToken = state.waitsForToken() || kind instanceof ResourceKind.Activity;
        String token = byToken ? run.newToken() : null;
        Scope scope = run.scope(strand, token);
        Scope effective = scope.withInput(state.flow().effectiveInput(scope));
        Duration timeout = duration(state.timeoutSeconds(), effective);
        Duration heartbeat = duration(state.heartbeatSeconds(), effective);
        Payload arguments = new Payload(state.flow().arguments(effective));
        Optional<JsonNode> credentials = state.credentials().map(template -> template.fill(effective, "Credentials"));
        if (arguments.isTooLarge()) {
            return new Outcome.Failed(Failure.dataLimitExceeded("The state/task '" + kind.label()
                    + "' was given an input with a size exceeding the maximum number of bytes service limit."));
        }
        strand.lastEvent = run.add(
                strand.lastEvent,
                kind.prefix() + "Scheduled",
                kind.detailsPrefix() + "ScheduledEventDetails",
                scheduled(kind, arguments, timeout, heartbeat, credentials));
        ObjectNode started = kind.started();
        strand.lastEvent = run.add(
                strand.lastEvent,
                kind.prefix() + "Started",
                started == null ? null : kind.detailsPrefix() + "StartedEventDetails",
                started);
        Attempt attempt = new Attempt(kind, token, heartbeat);
        strand.attempt = attempt;
        if (token != null) {
            run.waitForToken(token, strand);
        }
        Instant now = run.now();
        if (timeout != null) {
            run.alarm(strand, now.plus(timeout), () -> timedOut(attempt, TIMEOUT));
        }
        heartbeatAlarm(attempt, now);
        TaskRequest request = new TaskRequest(
                run.executionArn(),
                state.name(),
                state.resource(),
                arguments.json(),
                strand.retryCount,
                token,
                timeout);
        run.runTask(request, new Answer(strand.epoch));
        return new Outcome.Suspended();
    }

    private static @Nullable Duration duration(Optional<FieldExpression> setting, Scope scope) {
        return setting.map(value -> Duration.ofSeconds(seconds(value, scope, 1)))
                .orElse(null);
    }

    private ObjectNode scheduled(
            ResourceKind kind,
            Payload arguments,
            @Nullable Duration timeout,
            @Nullable Duration heartbeat,
            Optional<JsonNode> credentials) {
        ObjectNode details = Run.object();
        kind.describeScheduled(details, run.region());
        details.put(kind.inputField(), arguments.text());
        if (kind.inputField().equals("input")) {
            details.putObject("inputDetails").put("truncated", false);
        }
        if (timeout != null) {
            details.put("timeoutInSeconds", timeout.toSeconds());
        }
        if (heartbeat != null) {
            details.put("heartbeatInSeconds", heartbeat.toSeconds());
        }
        credentials
                .map(value -> value.get("RoleArn"))
                .ifPresent(role -> details.putObject("taskCredentials").put("roleArn", role.asString()));
        return details;
    }

    private void heartbeatAlarm(Attempt attempt, Instant from) {
        Duration heartbeat = attempt.heartbeat();
        if (heartbeat == null) {
            return;
        }
        Timers.Alarm earlier = strand.heartbeatAlarm;
        if (earlier != null) {
            earlier.cancel();
            strand.alarms.remove(earlier);
        }
        long beat = ++strand.heartbeats;
        strand.heartbeatAlarm = run.alarm(strand, from.plus(heartbeat), () -> {
            if (beat == strand.heartbeats) {
                timedOut(attempt, "States.HeartbeatTimeout");
            }
        });
    }

    /** The task lives: its next sign of life is due a whole interval from now. */
    void heartbeat(Attempt attempt) {
        heartbeatAlarm(attempt, run.now());
    }

    private void timedOut(Attempt attempt, String matchedAs) {
        if (!run.claim(attempt)) {
            return;
        }
        ObjectNode details = Run.object();
        details.put("error", TIMEOUT);
        tell("TimedOut", details);
        strand.wake();
        run.resume(strand, new Outcome.Failed(new Failure(TIMEOUT, null, matchedAs, false)));
    }

    /** Ends the current attempt well. */
    void succeeded(JsonNode result) {
        Payload output = new Payload(result);
        ResourceKind kind = kind();
        if (output.isTooLarge()) {
            failed("States.DataLimitExceeded", Run.tooLarge(kind.label()));
            return;
        }
        tell("Succeeded", Run.withData("output", output));
        strand.wake();
        Outcome outcome;
        try {
            outcome = done(result);
        } catch (EvaluationFailure e) {
            outcome = run.failed(strand, e);
        }
        run.resume(strand, outcome);
    }

    /** Ends the current attempt badly. */
    void failed(@Nullable String error, @Nullable String cause) {
        tell("Failed", Run.failureDetails(error, cause));
        strand.wake();
        run.resume(strand, new Outcome.Failed(Failure.of(error, cause)));
    }

    private void tell(String what, ObjectNode details) {
        ResourceKind kind = kind();
        kind.describe(details);
        strand.lastEvent =
                run.add(strand.lastEvent, kind.prefix() + what, kind.detailsPrefix() + what + "EventDetails", details);
    }

    private ResourceKind kind() {
        Attempt attempt = strand.attempt;
        if (attempt == null) {
            throw new IllegalStateException("no task is running in " + strand.stateName);
        }
        return attempt.kind();
    }

    /** What the runner says about one attempt; late answers find another epoch, second ones too. */
    private final class Answer implements TaskCallback {

        private final long epoch;

        Answer(long epoch) {
            this.epoch = epoch;
        }

        @Override
        public void succeeded(JsonNode result) {
            run.act(() -> {
                Attempt attempt = strand.attempt;
                if (strand.epoch != epoch || attempt == null) {
                    return;
                }
                if (attempt.token() == null) {
                    Step.this.succeeded(result);
                } else if (!strand.submitted && !(attempt.kind() instanceof ResourceKind.Activity)) {
                    strand.submitted = true;
                    tell("Submitted", Run.withData("output", new Payload(result)));
                }
            });
        }

        @Override
        public void failed(@Nullable String error, @Nullable String cause) {
            run.act(() -> {
                Attempt attempt = strand.attempt;
                if (strand.epoch == epoch && attempt != null && !strand.submitted && run.claim(attempt)) {
                    Step.this.failed(error, cause);
                }
            });
        }
    }

    /** The state's work is done, with this result. */
    Outcome done(JsonNode result) {
        State state = strand.state();
        Scope scope = run.scope(strand, null);
        return new Outcome.Done(
                state.flow().output(scope, result),
                state.flow().assignments(scope, result),
                state.accept(new Following()));
    }

    // Parallel and Map

    @Override
    public Outcome parallel(State.Parallel state) {
        Scope scope = run.scope(strand, null);
        JsonNode effective = state.flow().effectiveInput(scope);
        Payload input = strand.input.with(state.flow().arguments(scope.withInput(effective)));
        strand.begun = true;
        strand.lastEvent = run.add(strand.lastEvent, "ParallelStateStarted", null, null);
        Fork fork = new Fork(false, state.branches().size());
        strand.fork = fork;
        for (int i = 0; i < state.branches().size(); i++) {
            Strand branch = new Strand(
                    state.branches().get(i),
                    strand,
                    i,
                    null,
                    strand.variables.inner(),
                    input,
                    strand.lastEvent,
                    run.now());
            fork.running.add(branch);
        }
        List.copyOf(fork.running)
                .forEach(branch -> run.act(() -> {
                    if (strand.fork == fork) {
                        run.enter(branch);
                    }
                }));
        return new Outcome.Suspended();
    }

    @Override
    public Outcome map(State.MapState state) {
        Scope scope = run.scope(strand, null);
        Scope effective = scope.withInput(state.flow().effectiveInput(scope));
        long most = state.maxConcurrency()
                .map(setting -> seconds(setting, effective, 0))
                .orElse(0L);
        strand.begun = true;
        checkTolerance(state, effective);
        JsonNode items = items(state, effective);
        strand.items = items;
        ObjectNode details = Run.object();
        details.put("length", items.size());
        strand.lastEvent = run.add(strand.lastEvent, "MapStateStarted", "mapStateStartedEventDetails", details);
        Fork fork = new Fork(true, items.size());
        strand.fork = fork;
        if (items.isEmpty()) {
            run.act(() -> {
                if (strand.fork == fork) {
                    run.joined(strand, fork);
                }
            });
            return new Outcome.Suspended();
        }
        long atOnce = most == 0 ? items.size() : Math.min(most, items.size());
        for (long i = 0; i < atOnce; i++) {
            long previous = strand.lastEvent;
            run.act(() -> {
                if (strand.fork == fork) {
                    startIteration(fork, previous);
                }
            });
        }
        return new Outcome.Suspended();
    }

    /** Starts the iteration over the next item, if one is left. */
    void startIteration(Fork fork, long previous) {
        JsonNode items = strand.items;
        if (fork.next == fork.size() || items == null || !(strand.state() instanceof State.MapState state)) {
            return;
        }
        int index = fork.next++;
        long started = run.add(
                previous, "MapIterationStarted", "mapIterationStartedEventDetails", Run.iteration(strand, index));
        JsonNode item = items.get(index);
        JsonNode input;
        try {
            input = iterationInput(state, index, item);
        } catch (EvaluationFailure e) {
            strand.fork = null;
            strand.wake();
            run.resume(strand, run.failed(strand, e));
            return;
        }
        Strand iteration = new Strand(
                state.processor(),
                strand,
                index,
                new Payload(item),
                strand.variables.inner(),
                new Payload(input),
                started,
                run.now());
        fork.running.add(iteration);
        run.enter(iteration);
    }

    private JsonNode iterationInput(State.MapState state, int index, JsonNode item) {
        if (state.itemSelector().isEmpty()) {
            return item;
        }
        Scope scope = run.scope(strand, null);
        ObjectNode context = (ObjectNode) scope.context();
        ContextObject.putItem(context, index, item);
        Scope selecting = scope.withInput(state.flow().effectiveInput(scope)).withContext(context);
        return state.itemSelector().get().fill(selecting, "ItemSelector");
    }

    private static JsonNode items(State.MapState state, Scope effective) {
        Optional<FieldExpression> setting = state.items();
        JsonNode items = setting.map(items1 -> value(items1, effective)).orElseGet(effective::input);
        if (items.isArray()) {
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
        state.toleratedFailureCount().ifPresent(setting -> seconds(setting, scope, 0));
        state.toleratedFailurePercentage().ifPresent(setting -> {
            JsonNode value = value(setting, scope);
            if (!value.isNumber()) {
                if (setting.value() instanceof JsonataExpression expression) {
                    throw expression.unexpectedType(setting.field(), "number", value);
                }
                throw EvaluationFailure.runtime("The " + setting.field() + " field refers to value \"" + plain(value)
                        + "\" which is not a valid float: " + setting.value().source());
            }
            if (value.doubleValue() < 0 || value.doubleValue() > 100) {
                throw EvaluationFailure.runtime("ToleratedFailurePercentage must be between 0 and 100.");
            }
        });
    }
}
