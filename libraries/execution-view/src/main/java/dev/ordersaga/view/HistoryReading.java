package dev.ordersaga.view;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.analysis.OutlineEdge;
import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.asl.execution.ExecutionStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads a history event by event, as they come; what was read so far can be looked at any time. Each event costs the same however
 * many came before. Not for several threads at once.
 */
final class HistoryReading {

    private final Outline outline;
    private final EventVisits eventVisits = new EventVisits();
    private final RunRecord run;
    private final AttemptEvents attempts;
    private final List<OngoingVisit> redriven = new ArrayList<>();
    private long redrivenBy;

    /**
     * Starts before the first event.
     *
     * @param outline of the definition that the execution runs; an event of a state that it does not have is passed over
     */
    public HistoryReading(Outline outline) {
        this.outline = outline;
        this.run = new RunRecord(outline);
        this.attempts = new AttemptEvents(outline, run);
    }

    /**
     * Reads the next event.
     *
     * @param event one with a higher id than all before; another is passed over, so that a page may be read twice
     */
    public void add(RecordedEvent event) {
        if (event.id() <= run.lastEvent) {
            return;
        }
        run.begin(event);
        String type = event.type();
        if (type.startsWith("Execution")) {
            ofExecution(event);
        } else if (type.endsWith("StateEntered")) {
            entered(event);
        } else if (type.endsWith("StateExited")) {
            exited(event);
        } else if (type.startsWith("MapIteration")) {
            ofIteration(event);
        } else if (type.startsWith("ParallelState") || type.startsWith("MapState")) {
            ofComposite(event);
        } else if (type.equals("EvaluationFailed")) {
            OngoingVisit visit = run.open(event.text("state"))
                    .orElseGet(() -> eventVisits.visit(event.previousId()).orElse(null));
            follow(event, visit);
            if (visit != null) {
                attempts.failed(visit, event);
            }
        } else {
            ofTask(event);
        }
    }

    /** What was read so far. */
    public ExecutionView view() {
        return run.toView();
    }

    /**
     * What the events have changed in the picture, in their order; grows with each event.
     *
     * @param from how many are known already
     */
    public List<ViewChange> changes(int from) {
        return List.copyOf(run.changes.subList(from, run.changes.size()));
    }

    /** The visit to which an event belongs by what it follows from; after a redrive, the next one that is done again and fits. */
    private @Nullable OngoingVisit origin(RecordedEvent event, Predicate<OngoingVisit> fits) {
        OngoingVisit visit = eventVisits.visit(event.previousId()).orElse(null);
        if (visit != null || redrivenBy == 0 || event.previousId() != redrivenBy) {
            return visit;
        }
        for (OngoingVisit again : redriven) {
            for (OngoingVisit around = again; around != null; around = around.within) {
                if (!around.left && fits.test(around)) {
                    redriven.remove(again);
                    return around;
                }
            }
        }
        return null;
    }

    private void follow(RecordedEvent event, @Nullable OngoingVisit visit) {
        if (visit != null) {
            eventVisits.put(event.id(), new EventVisits.EventVisit(visit, EventVisits.Relation.AT, -1));
        }
    }

    // The execution

    private void ofExecution(RecordedEvent event) {
        switch (event.type()) {
            case "ExecutionStarted" -> run.started(event);
            case "ExecutionSucceeded" -> run.ended(event, ExecutionStatus.SUCCEEDED, null);
            case "ExecutionFailed" ->
                run.ended(
                        event,
                        ExecutionStatus.FAILED,
                        eventVisits.visit(event.previousId()).orElse(null));
            case "ExecutionTimedOut" -> run.ended(event, ExecutionStatus.TIMED_OUT, null);
            case "ExecutionAborted" -> run.ended(event, ExecutionStatus.ABORTED, null);
            case "ExecutionRedriven" -> {
                redriven.clear();
                redriven.addAll(run.redriven());
                redrivenBy = event.id();
            }
            default -> {}
        }
    }

    // States

    private void entered(RecordedEvent event) {
        String name = event.text("name");
        OngoingVisit again = origin(event, each -> run.name(each).equals(name));
        Optional<EventVisits.EventVisit> before = eventVisits.at(event.previousId());
        if (before.isEmpty() && again != null) {
            // A redrive enters it anew.
            run.giveUp(again, StateStatus.FAILED);
            before = Optional.of(new EventVisits.EventVisit(again, EventVisits.Relation.LEFT, -1));
        }
        OngoingVisit from = before.filter(found -> found.relation() == EventVisits.Relation.LEFT)
                .map(EventVisits.EventVisit::visit)
                .orElse(null);
        OngoingVisit within = from != null
                ? from.within
                : before.map(EventVisits.EventVisit::visit).orElse(null);
        Optional<OutlineState> state = outline.state(
                name, within == null || within.state < 0 ? OptionalInt.empty() : OptionalInt.of(within.state));
        // A service whose events do not say what they follow from: the state stands where the definition has it.
        while (within != null && state.isPresent() && state.get().owner().orElse(-1) != within.state) {
            from = within;
            within = within.within;
        }
        int branch = branch(from, within, before, state);
        int edge = from == null || state.isEmpty() ? -1 : edge(from, state.get().number());
        OngoingVisit visit = run.enter(
                event,
                state.map(OutlineState::number).orElse(-1),
                within,
                branch,
                edge,
                state.map(found -> found.node().retry().size()).orElse(0));
        state.ifPresent(found -> Waits.until(found.node(), event.timestamp(), visit.input.text())
                .ifPresent(until -> visit.waitingUntil = until));
        run.set(
                visit,
                state.filter(found -> found.node().type().equals("Wait")).isPresent()
                        ? StateStatus.WAITING
                        : StateStatus.ENTERED);
        follow(event, visit);
    }

    private static int branch(
            @Nullable OngoingVisit from,
            @Nullable OngoingVisit within,
            Optional<EventVisits.EventVisit> before,
            Optional<OutlineState> state) {
        if (within == null) {
            return -1;
        }
        if (from != null && from.within == within) {
            return from.branch;
        }
        return before.filter(found -> found.relation() == EventVisits.Relation.ITERATION)
                .map(EventVisits.EventVisit::iteration)
                .orElse(state.map(OutlineState::part).orElse(0));
    }

    /** The edge from one state to another: of several, the one that fits how the first was left. */
    private int edge(OngoingVisit from, int to) {
        if (from.state < 0) {
            return -1;
        }
        OutlineEdge.Kind kind = from.status == StateStatus.CAUGHT ? OutlineEdge.Kind.CATCH : OutlineEdge.Kind.NEXT;
        int edge = -1;
        for (OutlineEdge each : outline.edgesFrom(from.state)) {
            if (each.to() == to && (edge < 0 || each.kind() == kind)) {
                edge = each.number();
            }
        }
        return edge;
    }

    private void exited(RecordedEvent event) {
        String name = event.text("name");
        OngoingVisit visit = eventVisits.visit(event.previousId()).orElse(null);
        while (visit != null && (visit.left || !run.name(visit).equals(name))) {
            visit = visit.within;
        }
        if (visit == null) {
            visit = run.open(name).orElse(null);
        }
        if (visit == null) {
            return;
        }
        run.leave(visit, event);
        eventVisits.put(event.id(), new EventVisits.EventVisit(visit, EventVisits.Relation.LEFT, -1));
    }

    // Parallel and Map

    private void ofComposite(RecordedEvent event) {
        String type = event.type().startsWith("Map") ? "Map" : "Parallel";
        OngoingVisit visit = origin(event, each -> run.type(each).equals(type));
        while (visit != null && (visit.left || !run.type(visit).equals(type))) {
            visit = visit.within;
        }
        if (visit == null) {
            return;
        }
        follow(event, visit);
        if (event.type().endsWith("StateStarted")) {
            visit.items = event.details().path("length").asInt(0);
            visit.itemsDone = 0;
            attempts.begun(visit, event);
        } else if (event.type().endsWith("StateSucceeded")) {
            attempts.succeeded(visit, event);
        } else if (event.type().endsWith("StateFailed")) {
            attempts.failed(visit, event);
        }
    }

    private void ofIteration(RecordedEvent event) {
        String name = event.text("name");
        OngoingVisit map =
                eventVisits.visit(event.previousId()).or(() -> run.open(name)).orElse(null);
        while (map != null && (map.left || !run.name(map).equals(name))) {
            map = map.within;
        }
        if (map == null) {
            return;
        }
        int index = event.details().path("index").asInt(0);
        eventVisits.put(event.id(), new EventVisits.EventVisit(map, EventVisits.Relation.ITERATION, index));
        if (!event.type().endsWith("Started")) {
            map.itemsDone++;
            OngoingVisit inside = map.inside.remove(index);
            if (inside != null) {
                run.giveUp(
                        inside,
                        event.type().endsWith("Failed") && inside.failing ? StateStatus.FAILED : StateStatus.ABORTED);
            }
        }
    }

    // Tasks

    private void ofTask(RecordedEvent event) {
        OngoingVisit visit = origin(event, each -> run.type(each).equals("Task"));
        if (visit == null) {
            return;
        }
        follow(event, visit);
        String type = event.type();
        if (visit.left || type.endsWith("StateAborted")) {
            return;
        }
        if (type.endsWith("Failed") || type.endsWith("TimedOut")) {
            attempts.failed(visit, event);
        } else if (type.endsWith("Scheduled")) {
            attempts.scheduled(visit, event);
        } else if (type.endsWith("Started")) {
            attempts.started(visit, event);
        } else if (type.endsWith("Submitted")) {
            attempts.submitted(visit, event);
        } else if (type.endsWith("Succeeded")) {
            attempts.succeeded(visit, event);
        }
    }

    /** To which visit the events belong. */
    private static final class EventVisits {

        enum Relation {
            /** The event belongs to the visit. */
            AT,
            /** The event ends the visit. */
            LEFT,
            /** The event is about an item of the visit's Map. */
            ITERATION
        }

        record EventVisit(OngoingVisit visit, Relation relation, int iteration) {}

        private final Map<Long, EventVisit> byEvent = new HashMap<>();

        void put(long event, EventVisit eventVisit) {
            byEvent.put(event, eventVisit);
        }

        Optional<EventVisit> at(long event) {
            return Optional.ofNullable(byEvent.get(event));
        }

        Optional<OngoingVisit> visit(long event) {
            return at(event).map(EventVisit::visit);
        }
    }

    /** All of a history, at once. */
    static HistoryReading of(Outline outline, List<RecordedEvent> events) {
        List<RecordedEvent> sorted = new ArrayList<>(events);
        sorted.sort(java.util.Comparator.comparingLong(RecordedEvent::id));
        HistoryReading reading = new HistoryReading(outline);
        sorted.forEach(reading::add);
        return reading;
    }
}
