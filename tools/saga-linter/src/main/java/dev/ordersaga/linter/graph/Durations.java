package dev.ordersaga.linter.graph;

import dev.ordersaga.analysis.flow.Work;
import dev.ordersaga.asl.IntegrationPattern;
import dev.ordersaga.asl.Limits;
import dev.ordersaga.asl.Retrier;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.StateScope;
import dev.ordersaga.asl.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * How long states may take at worst: every attempt until its time-out, every retry that there is, every back-off at its longest
 * (jitter only makes it shorter). What an expression decides is not known and counts nothing.
 *
 * @param functionSeconds the time-outs of functions, by the names that {@link Work#function} gives
 */
public record Durations(Map<String, Long> functionSeconds) {

    /** The longest that AWS lets a function run, which is what counts for one of unknown time-out. */
    public static final long MAX_FUNCTION = 900;

    private static final Pattern CONSTANT = Pattern.compile("\\{%\\s*(\\d+)\\s*%}");

    public Durations {
        functionSeconds = Map.copyOf(functionSeconds);
    }

    /** The seconds that a field says outright: a number, or JSONata that is one. */
    public static OptionalDouble seconds(StateNode state, String field) {
        JsonNode value = state.json().path(field);
        if (value.isNumber()) {
            return OptionalDouble.of(value.doubleValue());
        }
        Matcher constant = CONSTANT.matcher(value.isString() ? value.stringValue() : "");
        return constant.matches() ? OptionalDouble.of(Double.parseDouble(constant.group(1))) : OptionalDouble.empty();
    }

    /** Whether a field, or its JSONPath form, is there at all. */
    public static boolean has(StateNode state, String field) {
        return state.json().has(field) || state.json().has(field + "Path");
    }

    /** The time-out of the function that a task calls, where it is known. */
    public OptionalDouble functionTimeout(StateNode task) {
        Long seconds =
                Work.of(task).flatMap(Work::function).map(functionSeconds::get).orElse(null);
        return seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds);
    }

    /** How often a state is tried again at most. */
    public static double retries(StateNode state) {
        double retries = 0;
        for (Retrier retrier : state.retry()) {
            retries += retrier.maxAttempts();
        }
        return retries;
    }

    /** All back-offs of a state together, at their longest. */
    public static double backOffs(StateNode state) {
        double all = 0;
        for (Retrier retrier : state.retry()) {
            all += backOffs(
                    (double) retrier.maxAttempts(),
                    (double) retrier.intervalSeconds(),
                    Math.max(1, retrier.backoffRate()),
                    (double) retrier.maxDelaySeconds().orElse(Limits.MAX_INTEGER));
        }
        return all;
    }

    private static double backOffs(double attempts, double first, double rate, double most) {
        double all = 0;
        double delay = Math.min(first, most);
        double left = attempts;
        while (left >= 1 && delay < most && rate > 1) {
            all += delay;
            delay = Math.min(delay * rate, most);
            left--;
        }
        return all + Math.floor(left) * delay;
    }

    /** One attempt of a state until it is given up. */
    public double attempt(StateNode state) {
        if (state.type().equals("Wait")) {
            return seconds(state, "Seconds").orElse(0);
        }
        if (state.isComposite()) {
            return state.parts().stream().mapToDouble(this::worst).max().orElse(0);
        }
        if (!state.isTask()) {
            return 0;
        }
        if (has(state, "TimeoutSeconds")) {
            return seconds(state, "TimeoutSeconds").orElse(0);
        }
        boolean waits = Work.of(state).map(Work::waitsFor).orElse(IntegrationPattern.REQUEST_RESPONSE)
                != IntegrationPattern.REQUEST_RESPONSE;
        return !waits && Work.of(state).map(Work::isFunction).orElse(false)
                ? functionTimeout(state).orElse(MAX_FUNCTION)
                : 0;
    }

    /** Whether how long an attempt of a state may take is said nowhere: an expression or a path decides, or nothing does. */
    public boolean unknown(StateNode state) {
        return switch (state.type()) {
            case "Wait" -> seconds(state, "Seconds").isEmpty();
            case "Task" ->
                has(state, "TimeoutSeconds")
                        ? seconds(state, "TimeoutSeconds").isEmpty()
                        : functionTimeout(state).isEmpty();
            default -> false;
        };
    }

    /** A state with all of its retries. */
    public double worst(StateNode state) {
        double whole = attempt(state);
        double attempts = whole;
        for (Retrier retrier : state.retry()) {
            attempts += retrier.maxAttempts() * (namesTimeout(retrier) ? whole : Math.min(whole, answered(state)));
        }
        return attempts + backOffs(state);
    }

    /**
     * Whether what is tried again may have run until the state's time-out: {@code States.Timeout}, and
     * {@code States.ALL}, which stands for it too. {@code States.TaskFailed} stands for every error but that.
     */
    private static boolean namesTimeout(Retrier retrier) {
        return retrier.errorEquals().stream().anyMatch(Set.of("States.ALL", "States.Timeout")::contains);
    }

    /** The longest that a task takes to answer with an error of its own: what a function says it says in its own time. */
    private double answered(StateNode task) {
        return Work.of(task).map(Work::isFunction).orElse(false)
                ? functionTimeout(task).orElse(MAX_FUNCTION)
                : Double.POSITIVE_INFINITY;
    }

    /** The worst way through a scope, where each loop is gone through once. */
    public double worst(StateScope scope) {
        return worstPath(scope).values().stream().mapToDouble(this::worst).sum();
    }

    /** The states on the worst way through a scope; the states of a loop that lies on it all count, each once. */
    public Map<String, StateNode> worstPath(StateScope scope) {
        Map<String, StateNode> path = new LinkedHashMap<>();
        if (scope.start().isPresent()) {
            new Longest(scope).path(scope.start().get()).forEach(state -> path.put(state.name(), state));
        }
        return path;
    }

    /** The longest way through the loops of a scope (its strongly connected components). */
    private final class Longest {

        private final Map<StateNode, Set<StateNode>> reach = new HashMap<>();
        private final Map<StateNode, Set<StateNode>> loops = new HashMap<>();
        private final Map<Set<StateNode>, List<StateNode>> best = new HashMap<>();

        Longest(StateScope scope) {
            scope.states().values().forEach(state -> reach.put(state, reach(state)));
            for (StateNode state : scope.states().values()) {
                Set<StateNode> loop = new LinkedHashSet<>(Set.of(state));
                for (StateNode other : reached(state)) {
                    if (reached(other).contains(state)) {
                        loop.add(other);
                    }
                }
                loops.put(state, loop);
            }
        }

        private Set<StateNode> reached(StateNode state) {
            return reach.getOrDefault(state, Set.of());
        }

        private Set<StateNode> reach(StateNode from) {
            Set<StateNode> seen = new LinkedHashSet<>();
            Deque<StateNode> open = new ArrayDeque<>(List.of(from));
            while (!open.isEmpty()) {
                for (Transition transition : open.remove().transitions()) {
                    from.scope().state(transition.to()).filter(seen::add).ifPresent(open::add);
                }
            }
            return seen;
        }

        List<StateNode> path(StateNode from) {
            Set<StateNode> loop = loops.getOrDefault(from, Set.of(from));
            List<StateNode> known = best.get(new HashSet<>(loop));
            if (known != null) {
                return known;
            }
            List<StateNode> longest = List.of();
            for (StateNode state : loop) {
                for (Transition transition : state.transitions()) {
                    StateNode to = from.scope().state(transition.to()).orElse(state);
                    if (!loop.contains(to)) {
                        List<StateNode> rest = path(to);
                        longest = total(rest) > total(longest) ? rest : longest;
                    }
                }
            }
            List<StateNode> whole = new ArrayList<>(loop);
            whole.addAll(longest);
            best.put(new HashSet<>(loop), whole);
            return whole;
        }

        private double total(List<StateNode> states) {
            return states.stream().mapToDouble(Durations.this::worst).sum();
        }
    }
}
