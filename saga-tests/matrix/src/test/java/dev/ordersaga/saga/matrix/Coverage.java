package dev.ordersaga.saga.matrix;

import dev.ordersaga.asl.Retrier;
import dev.ordersaga.asl.State;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.HistoryEvent;
import dev.ordersaga.asl.expression.Randomness;
import dev.ordersaga.asl.expression.Scope;
import dev.ordersaga.asl.expression.Variables;
import dev.ordersaga.saga.services.Participants;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which states, and which ways out of them, a definition has, read from the definition itself; and how often each was gone,
 * read from the executions' histories. Safe for use by many threads.
 */
final class Coverage {

    private static final Randomness NOTHING_RANDOM = new Randomness() {
        @Override
        public double number() {
            throw new IllegalStateException("a condition that is left to chance");
        }

        @Override
        public String uuid() {
            throw new IllegalStateException("a condition that is left to chance");
        }
    };

    private final StateMachine machine;
    private final Map<String, Long> visits = new LinkedHashMap<>();
    private final Map<String, Plan> firstVisitors = new LinkedHashMap<>();

    Coverage(StateMachine machine) {
        this.machine = machine;
        machine.graph().states().values().forEach(this::declare);
    }

    private void declare(State state) {
        visits.put(state.name(), 0L);
        if (state instanceof State.ChoiceState choosing) {
            for (int i = 0; i < choosing.choices().size(); i++) {
                visits.put(choice(state, i, choosing.choices().get(i).next()), 0L);
            }
            choosing.otherwise().ifPresent(next -> visits.put(otherwise(state, next), 0L));
        }
        for (int i = 0; i < state.retry().size(); i++) {
            if (state.retry().get(i).maxAttempts() > 0) {
                visits.put(retry(state, i), 0L);
            }
        }
        for (int i = 0; i < state.catchers().size(); i++) {
            visits.put(caught(state, i, state.catchers().get(i).next()), 0L);
        }
        if (state instanceof State.Task task) {
            visits.put(next(state, task.next().orElse("the end")), 0L);
        }
        if (state instanceof State.Wait wait) {
            visits.put(next(state, wait.next().orElse("the end")), 0L);
        }
    }

    private static String next(State state, String to) {
        return state.name() + " Next -> " + to;
    }

    private static String choice(State state, int index, String to) {
        return state.name() + " Choices[" + index + "] -> " + to;
    }

    private static String otherwise(State state, String to) {
        return state.name() + " Default -> " + to;
    }

    private static String caught(State state, int index, String to) {
        return state.name() + " Catch[" + index + "] -> " + to;
    }

    private static String retry(State state, int index) {
        return state.name() + " Retry[" + index + "]";
    }

    /** Follows one execution of a run. */
    synchronized void visit(Plan plan, List<HistoryEvent> history) {
        follow(history).forEach(visited -> firstVisitors.putIfAbsent(visited, plan));
    }

    private Set<String> follow(List<HistoryEvent> history) {
        Set<String> counted = new LinkedHashSet<>();
        @Nullable State at = null;
        @Nullable String failure = null;
        boolean exited = false;
        String chosen = "";
        Variables variables = Variables.NONE;
        JsonNode input = NullNode.getInstance();
        ObjectNode context = Participants.JSON.createObjectNode();
        for (HistoryEvent event : history) {
            String type = event.type();
            if (type.equals("ExecutionStarted")) {
                context.putObject("Execution").set("Input", Participants.JSON.readTree(detail(event, "input")));
            }
            if (type.endsWith("StateEntered")) {
                State entered = machine.graph().state(detail(event, "name"));
                if (at != null && exited) {
                    count(counted, at instanceof State.ChoiceState ? chosen : way(at, failure, entered.name()));
                }
                at = entered;
                exited = false;
                failure = null;
                count(counted, at.name());
                input = Participants.JSON.readTree(detail(event, "input"));
            } else if (type.endsWith("StateExited")) {
                exited = true;
                chosen = at instanceof State.ChoiceState choosing
                        ? choice(choosing, Scope.of(input, context, variables, NOTHING_RANDOM))
                        : "";
                variables = variables.assign(assigned(event));
            } else if (type.equals("ExecutionSucceeded") && at instanceof State.Task) {
                count(counted, way(at, failure, "the end"));
            } else if (type.equals("EvaluationFailed") || (type.startsWith("Task") && isFailure(type))) {
                failure = detail(event, "error");
            } else if (type.endsWith("Scheduled") && at != null) {
                if (failure != null) {
                    count(counted, retried(at, failure));
                }
                failure = null;
            }
        }
        return counted;
    }

    private static boolean isFailure(String type) {
        return type.endsWith("Failed") || type.endsWith("TimedOut");
    }

    private static String detail(HistoryEvent event, String name) {
        return event.details() == null ? "" : event.details().path(name).asString("");
    }

    /** Two ways may lead to the same state: which was gone is asked of the conditions again. */
    private static String choice(State.ChoiceState state, Scope scope) {
        for (int i = 0; i < state.choices().size(); i++) {
            if (state.choices().get(i).condition().holds(scope)) {
                return choice(state, i, state.choices().get(i).next());
            }
        }
        return otherwise(state, state.otherwise().orElse("nowhere"));
    }

    private static Map<String, JsonNode> assigned(HistoryEvent event) {
        Map<String, JsonNode> assigned = new LinkedHashMap<>();
        if (event.details() != null) {
            event.details()
                    .path("assignedVariables")
                    .properties()
                    .forEach(each -> assigned.put(
                            each.getKey(),
                            Participants.JSON.readTree(each.getValue().asString(""))));
        }
        return assigned;
    }

    private static String way(State from, @Nullable String failure, String to) {
        if (failure == null) {
            return next(from, to);
        }
        for (int i = 0; i < from.catchers().size(); i++) {
            if (from.catchers().get(i).matches(failure, false)) {
                return caught(from, i, to);
            }
        }
        throw new IllegalStateException(from.name() + " caught no " + failure);
    }

    private static String retried(State state, String failure) {
        List<Retrier> retriers = state.retry();
        for (int i = 0; i < retriers.size(); i++) {
            if (retriers.get(i).matches(failure, false)) {
                return retry(state, i);
            }
        }
        throw new IllegalStateException(state.name() + " does not retry " + failure);
    }

    private void count(Set<String> counted, String what) {
        counted.add(what);
        if (visits.computeIfPresent(what, (key, count) -> count + 1) == null) {
            throw new IllegalStateException("the definition has no " + what);
        }
    }

    /** The first run that visited each state, edge and retrier which was visited. */
    synchronized Map<String, Plan> firstVisitors() {
        return Map.copyOf(firstVisitors);
    }

    /** How a Catch is named here. */
    static String caught(State state, int index) {
        return caught(state, index, state.catchers().get(index).next());
    }

    /** How often each state, edge and retrier was visited, in the order of the definition. */
    synchronized Map<String, Long> visits() {
        return new LinkedHashMap<>(visits);
    }

    /** What was never visited. */
    synchronized List<String> missing() {
        return visits.entrySet().stream()
                .filter(visit -> visit.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** For people: how many of each kind of way there are, and how many were gone. */
    synchronized String summary() {
        return tally("states", "") + ", " + tally("Next", " Next ") + ", " + tally("Catch", " Catch[") + ", "
                + tally("Choice", " Choices[", " Default ") + ", " + tally("Retry", " Retry[");
    }

    private String tally(String name, String... marks) {
        List<Map.Entry<String, Long>> of = visits.entrySet().stream()
                .filter(visit -> marks[0].isEmpty()
                        ? visit.getKey().indexOf(' ') < 0
                        : Arrays.stream(marks).anyMatch(visit.getKey()::contains))
                .toList();
        return of.stream().filter(visit -> visit.getValue() > 0).count() + " of " + of.size() + " " + name;
    }

    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        visits.forEach((what, count) -> text.append(String.format("%9d  %s%n", count, what)));
        return text.toString();
    }
}
