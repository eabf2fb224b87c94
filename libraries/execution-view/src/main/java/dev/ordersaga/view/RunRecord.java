package dev.ordersaga.view;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.analysis.SagaRole;
import dev.ordersaga.asl.execution.ExecutionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** All that is known of an execution while its history is being read. */
final class RunRecord {

    /** Inputs and outputs are kept up to so many characters together; what comes later is looked up in the history. */
    private static final long KEPT_CHARACTERS = 16_000_000;

    final List<ViewChange> changes = new ArrayList<>();
    long lastEvent;

    private final Outline outline;
    private final List<OngoingVisit> visits = new ArrayList<>();
    private final Map<Integer, List<OngoingVisit>> byState = new LinkedHashMap<>();
    private final Map<String, TreeMap<Long, OngoingVisit>> open = new LinkedHashMap<>();
    private final List<StateTally> tallies = new ArrayList<>();
    private final int[] taken;
    private final List<Undoing> undone = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private long kept;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable RecordedData input;
    private @Nullable RecordedData output;
    private @Nullable String error;
    private @Nullable String cause;
    private final List<OngoingVisit> unsuccessful = new ArrayList<>();

    RunRecord(Outline outline) {
        this.outline = outline;
        this.taken = new int[outline.edges().size()];
        outline.states().forEach(state -> tallies.add(new StateTally(state.number())));
    }

    void begin(RecordedEvent event) {
        lastEvent = event.id();
        now = event.timestamp();
        if (startedAt == null) {
            startedAt = now;
        }
    }

    // The execution

    void started(RecordedEvent event) {
        input = data(event, "input");
    }

    void ended(RecordedEvent event, ExecutionStatus end, @Nullable OngoingVisit by) {
        status = end;
        endedAt = now;
        output = event.details().has("output") ? data(event, "output") : null;
        error = event.text("error").isEmpty() ? null : event.text("error");
        cause = event.text("cause").isEmpty() ? null : event.text("cause");
        unsuccessful.clear();
        for (OngoingVisit visit : visits) {
            if (!visit.left && visit.inside.isEmpty()) {
                unsuccessful.addAll(visit.unsuccessful());
            }
        }
        for (OngoingVisit visit = by; visit != null; visit = visit.within) {
            if (!visit.left) {
                visit.error = visit.error == null ? error : visit.error;
                visit.cause = visit.cause == null ? cause : visit.cause;
                close(visit, StateStatus.FAILED);
            }
        }
        for (OngoingVisit visit : List.copyOf(visits)) {
            if (!visit.left) {
                close(visit, end == ExecutionStatus.SUCCEEDED ? StateStatus.SUCCEEDED : StateStatus.ABORTED);
            }
        }
    }

    /** The execution goes on with what was unsuccessful; returns that, in the order in which it was entered. */
    List<OngoingVisit> redriven() {
        status = ExecutionStatus.RUNNING;
        endedAt = null;
        error = null;
        cause = null;
        for (OngoingVisit again : unsuccessful) {
            for (OngoingVisit visit = again; visit != null && visit.left; visit = visit.within) {
                reopen(visit);
            }
        }
        return List.copyOf(unsuccessful);
    }

    private void reopen(OngoingVisit visit) {
        visit.left = false;
        visit.leftBy = 0;
        visit.ended = null;
        visit.failing = false;
        visit.givenUp.clear();
        java.util.Arrays.fill(visit.retries, 0);
        open.computeIfAbsent(name(visit), name -> new TreeMap<>()).put(visit.entry.id(), visit);
        if (visit.within != null) {
            visit.within.inside.put(visit.branch, visit);
        }
        set(visit, StateStatus.ENTERED);
    }

    // Visits

    OngoingVisit enter(
            RecordedEvent event, int state, @Nullable OngoingVisit within, int branch, int edge, int retriers) {
        boolean inMap = within != null && type(within).equals("Map");
        OngoingVisit visit = new OngoingVisit(
                state,
                state < 0 ? -1 : visits.size(),
                within,
                branch,
                inMap,
                edge,
                event,
                data(event, "input"),
                retriers);
        if (state >= 0) {
            visits.add(visit);
            byState.computeIfAbsent(state, key -> new ArrayList<>()).add(visit);
        }
        open.computeIfAbsent(name(visit), name -> new TreeMap<>()).put(visit.entry.id(), visit);
        if (within != null) {
            OngoingVisit stale = within.inside.put(branch, visit);
            if (stale != null && !stale.left) {
                giveUp(stale, stale.failing ? StateStatus.FAILED : StateStatus.ABORTED);
            }
        }
        if (edge >= 0) {
            taken[edge]++;
            changes.add(new ViewChange.OfEdge(event.id(), edge));
        }
        return visit;
    }

    void leave(OngoingVisit visit, RecordedEvent event) {
        visit.output = data(event, "output");
        visit.variables = variables(event.details().path("assignedVariables"));
        giveUpInside(visit);
        close(visit, visit.failing ? StateStatus.CAUGHT : StateStatus.SUCCEEDED);
        if (visit.status == StateStatus.SUCCEEDED && visit.state >= 0) {
            undo(visit);
        }
    }

    private static Map<String, String> variables(JsonNode assigned) {
        Map<String, String> variables = new LinkedHashMap<>();
        assigned.properties()
                .forEach(field -> variables.put(
                        field.getKey(),
                        field.getValue().isString()
                                ? field.getValue().stringValue()
                                : field.getValue().toString()));
        return variables;
    }

    void giveUpInside(OngoingVisit visit) {
        for (OngoingVisit inside : List.copyOf(visit.inside.values())) {
            giveUp(inside, inside.failing ? StateStatus.FAILED : StateStatus.ABORTED);
        }
        visit.inside.clear();
    }

    void giveUp(OngoingVisit visit, StateStatus end) {
        if (!visit.left) {
            if (visit.within != null) {
                visit.within.givenUp.add(visit);
            }
            giveUpInside(visit);
            close(visit, end);
        }
    }

    private void close(OngoingVisit visit, StateStatus end) {
        visit.left = true;
        visit.leftBy = lastEvent;
        visit.ended = now;
        OngoingVisit.OngoingAttempt attempt = visit.open();
        if (attempt != null) {
            attempt.ended = now;
        }
        if (end == StateStatus.SUCCEEDED) {
            visit.error = null;
            visit.cause = null;
        }
        TreeMap<Long, OngoingVisit> named = open.get(name(visit));
        if (named != null) {
            named.remove(visit.entry.id());
        }
        if (visit.within != null) {
            visit.within.inside.remove(visit.branch, visit);
        }
        set(visit, end);
    }

    /** The visit stands so from now on. */
    void set(OngoingVisit visit, StateStatus now) {
        StateStatus before = visit.status;
        if (before == now) {
            return;
        }
        visit.status = now;
        visit.since = this.now;
        if (visit.state >= 0 && tallies.get(visit.state).moved(visit, before, now)) {
            changes.add(new ViewChange.OfState(
                    lastEvent, visit.state, tallies.get(visit.state).status()));
        }
    }

    /** What a state undoes is undone: of a do in the same branch or item only that, else every time it was done. */
    private void undo(OngoingVisit undo) {
        OutlineState state = outline.state(undo.state);
        for (int done : state.undoes()) {
            List<OngoingVisit> all = byState.getOrDefault(done, List.of()).stream()
                    .filter(visit -> visit.left && visit.status != StateStatus.UNDONE)
                    .toList();
            List<OngoingVisit> beside = all.stream()
                    .filter(visit -> visit.within == undo.within && visit.branch == undo.branch)
                    .toList();
            for (OngoingVisit visit : beside.isEmpty() ? all : beside) {
                visit.undoneBy = lastEvent;
                undone.add(new Undoing(visit.number, undo.number, lastEvent, now));
                set(visit, StateStatus.UNDONE);
            }
        }
    }

    /** The visit of that name that goes on and was entered last. */
    Optional<OngoingVisit> open(String name) {
        TreeMap<Long, OngoingVisit> named = open.get(name);
        return named == null || named.isEmpty()
                ? Optional.empty()
                : Optional.of(named.lastEntry().getValue());
    }

    String name(OngoingVisit visit) {
        return visit.state < 0
                ? visit.entry.text("name")
                : outline.state(visit.state).name();
    }

    String type(OngoingVisit visit) {
        return visit.state < 0 ? "" : outline.state(visit.state).node().type();
    }

    // Data

    RecordedData data(RecordedEvent event, String field) {
        JsonNode value = event.details().path(field);
        boolean truncated =
                event.details().path(field + "Details").path("truncated").asBoolean(false);
        if (!value.isString()) {
            return new RecordedData(event.id(), field, null, truncated);
        }
        String text = value.stringValue();
        boolean keep = kept + text.length() <= KEPT_CHARACTERS;
        kept += keep ? text.length() : 0;
        return new RecordedData(event.id(), field, keep ? text : null, truncated);
    }

    // The outcome

    ExecutionView toView() {
        return new ExecutionView(
                outline,
                status,
                Optional.ofNullable(startedAt),
                Optional.ofNullable(endedAt),
                lastEvent,
                now,
                Optional.ofNullable(input),
                Optional.ofNullable(output),
                Optional.ofNullable(error),
                Optional.ofNullable(cause),
                tallies.stream().map(StateTally::toView).toList(),
                java.util.Arrays.stream(taken).boxed().toList(),
                visits.stream().map(OngoingVisit::toVisit).toList(),
                undone,
                leftOver(),
                changes);
    }

    /** What has an undo and was done, and stands although the saga has turned back. */
    private List<LeftOver> leftOver() {
        boolean passed = outline.states().stream()
                .filter(state -> state.role() == SagaRole.PIVOT)
                .anyMatch(state -> tallies.get(state.number()).status() == StateStatus.SUCCEEDED);
        boolean back = (status != ExecutionStatus.RUNNING && status != ExecutionStatus.SUCCEEDED)
                || outline.states().stream()
                        .filter(state -> state.role() == SagaRole.UNDO)
                        .anyMatch(state -> tallies.get(state.number()).status() != StateStatus.NEVER_ENTERED);
        if (passed || !back) {
            return List.of();
        }
        return outline.states().stream()
                .filter(state ->
                        state.role() == SagaRole.DO && !state.undoneBy().isEmpty())
                .filter(state ->
                        byState.getOrDefault(state.number(), List.of()).stream().anyMatch(this::stands))
                .map(this::leftOver)
                .toList();
    }

    private LeftOver leftOver(OutlineState done) {
        OptionalInt atWork = done.undoneBy().stream()
                .mapToInt(Integer::intValue)
                .filter(undo -> tallies.get(undo).status().isOpen())
                .findFirst();
        LeftOver.Outlook outlook = atWork.isPresent() ? LeftOver.Outlook.BEING_UNDONE : LeftOver.Outlook.STAYS;
        boolean untried =
                done.undoneBy().stream().allMatch(undo -> tallies.get(undo).status() == StateStatus.NEVER_ENTERED);
        if (status == ExecutionStatus.RUNNING && atWork.isEmpty() && untried) {
            outlook = LeftOver.Outlook.TO_BE_UNDONE;
        }
        return new LeftOver(done.number(), outlook, atWork);
    }

    private boolean stands(OngoingVisit visit) {
        return visit.left && visit.status != StateStatus.UNDONE && !refused(visit);
    }

    /** Whether the step said by an error of its own that it did nothing. */
    private static boolean refused(OngoingVisit visit) {
        return (visit.status == StateStatus.CAUGHT || visit.status == StateStatus.FAILED)
                && visit.error != null
                && dev.ordersaga.analysis.flow.RefusedErrors.isRefusal(visit.error);
    }
}
