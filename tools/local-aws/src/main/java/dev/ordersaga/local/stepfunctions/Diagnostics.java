package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.AwsWording;
import dev.ordersaga.asl.Definition;
import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.Problem;
import dev.ordersaga.asl.ProblemCode;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.StateScope;
import dev.ordersaga.asl.Transition;
import dev.ordersaga.local.stepfunctions.Definitions.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with a definition by the language alone, in the words of Step Functions and at its places. */
final class Diagnostics {

    private static final Pattern INDEX = Pattern.compile("/(Choices|Catch|Retry|Branches|ErrorEquals|And|Or)/(\\d+)");

    private final List<Diagnostic> found = new ArrayList<>();

    private record Place(String pointer, String text) {}

    private Diagnostics() {}

    /** What is wrong with the fields; where nothing is, what is wrong with the ways between states. */
    static List<Diagnostic> of(Definition definition) {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.schema(definition.problems());
        if (diagnostics.found.isEmpty()) {
            definition.graph().ifPresent(diagnostics::graph);
        }
        if (diagnostics.found.isEmpty() && definition.machine().isEmpty()) {
            definition
                    .problems()
                    .forEach(problem -> diagnostics.add(problem.code(), problem.message(), problem.pointer()));
        }
        return diagnostics.found;
    }

    private void add(ProblemCode code, String message, String pointer) {
        found.add(new Diagnostic(code.name(), message, location(pointer)));
    }

    /** Step Functions writes elements of arrays in brackets: {@code /States/A/Catch[0]/Next}. */
    private static String location(String pointer) {
        return pointer.isEmpty() ? "/" : INDEX.matcher(pointer).replaceAll("/$1[$2]");
    }

    private void schema(List<Problem> problems) {
        Map<Place, List<String>> fields = new LinkedHashMap<>();
        Map<Place, ProblemCode> codes = new LinkedHashMap<>();
        for (Problem problem : problems) {
            if (isOfTheGraph(problem.code()) || problem.code() == ProblemCode.NOT_SUPPORTED) {
                continue;
            }
            AwsWording wording =
                    problem.aws().orElseGet(() -> new AwsWording(problem.pointer(), problem.message(), List.of()));
            Place place = new Place(wording.pointer(), wording.text());
            codes.putIfAbsent(place, problem.code());
            fields.computeIfAbsent(place, first -> new ArrayList<>()).addAll(wording.fields());
        }
        codes.forEach((place, code) -> {
            String named = "[" + String.join(", ", fields.getOrDefault(place, List.of())) + "]";
            add(code, place.text().replace("%s", named), place.pointer());
        });
    }

    private static boolean isOfTheGraph(ProblemCode code) {
        return code == ProblemCode.MISSING_TRANSITION_TARGET || code == ProblemCode.MISSING_END_STATE;
    }

    private void graph(DefinitionGraph graph) {
        scope(graph.machine(), graph.json().path("StartAt").asString(""), true);
        for (StateNode state : graph.states()) {
            for (StateScope part : state.parts()) {
                scope(part, graph.json().at(part.pointer()).path("StartAt").asString(""), false);
            }
        }
    }

    /** A machine without any end is told of that, and not of the states that cannot be reached; a branch may go round for ever. */
    private void scope(StateScope scope, String startAt, boolean machine) {
        if (scope.states().isEmpty()) {
            return;
        }
        if (scope.start().isEmpty() && !startAt.isEmpty()) {
            missing(startAt, scope.pointer() + "/StartAt");
        }
        boolean ends = false;
        for (StateNode state : scope.states().values()) {
            ends |= state.ends() || state.state().isEmpty();
            for (Transition transition : state.transitions()) {
                if (scope.state(transition.to()).isEmpty()) {
                    missing(transition.to(), transition.target());
                }
            }
        }
        if (machine && !ends) {
            found.add(new Diagnostic(ProblemCode.MISSING_END_STATE.name(), "Workflow has no terminal state", ""));
        } else if (!startAt.isEmpty()) {
            unreachable(scope);
        }
    }

    private void missing(String target, String pointer) {
        add(ProblemCode.MISSING_TRANSITION_TARGET, "Missing 'Next' target: " + target, pointer);
    }

    private void unreachable(StateScope scope) {
        Set<StateNode> reached = new HashSet<>();
        Deque<StateNode> open = new ArrayDeque<>();
        scope.start().filter(reached::add).ifPresent(open::add);
        while (!open.isEmpty()) {
            for (Transition transition : open.remove().transitions()) {
                scope.state(transition.to()).filter(reached::add).ifPresent(open::add);
            }
        }
        for (StateNode state : scope.states().values()) {
            if (!reached.contains(state)) {
                add(
                        ProblemCode.MISSING_TRANSITION_TARGET,
                        "State \"" + state.name() + "\" is not reachable.",
                        state.pointer());
            }
        }
    }
}
