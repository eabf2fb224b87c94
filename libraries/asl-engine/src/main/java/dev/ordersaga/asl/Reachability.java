package dev.ordersaga.asl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Every way leads to a state, every state can be reached, the machine can end. */
final class Reachability {

    private final StateScope scope;
    private final Problems problems;

    Reachability(StateScope scope, Problems problems) {
        this.scope = scope;
        this.problems = problems;
    }

    void check() {
        // What is found here must not count as wrong in the element that holds the way.
        Set<Transition> relied = new HashSet<>();
        for (StateNode state : scope.states().values()) {
            state.transitions().stream()
                    .filter(transition -> !problems.anyIn(transition.pointer()))
                    .forEach(relied::add);
        }
        for (StateNode state : scope.states().values()) {
            for (Transition transition : state.transitions()) {
                if (scope.state(transition.to()).isEmpty()) {
                    problems.add(
                            ProblemCode.MISSING_TRANSITION_TARGET,
                            transition.target(),
                            "names no state: \"" + transition.to() + "\"");
                }
            }
        }
        if (scope.start().isPresent()) {
            follow(scope.start().get(), relied);
        }
    }

    private void follow(StateNode start, Set<Transition> relied) {
        Set<StateNode> reached = new HashSet<>(Set.of(start));
        Deque<StateNode> open = new ArrayDeque<>(reached);
        boolean mayEnd = false;
        while (!open.isEmpty()) {
            StateNode state = open.remove();
            mayEnd |= mayEnd(state);
            for (Transition transition : state.transitions()) {
                // A way to a state that is not there may have been meant to lead to an end.
                mayEnd |= scope.state(transition.to()).isEmpty() && relied.contains(transition);
                scope.state(transition.to()).filter(reached::add).ifPresent(open::add);
            }
        }
        for (StateNode state : scope.states().values()) {
            if (!reached.contains(state)) {
                problems.add(ProblemCode.MISSING_TRANSITION_TARGET, state.pointer(), "cannot be reached");
            }
        }
        // "Workflow has no terminal state": the service asks for an end of the machine, not of its branches.
        if (!mayEnd && scope.pointer().isEmpty()) {
            problems.add(
                    ProblemCode.MISSING_END_STATE,
                    scope.pointer() + "/States",
                    "has no way to an end: no Succeed, Fail or \"End\": true can be reached");
        }
    }

    /** Where a Next is missing, or the type is unknown, nobody knows what was meant. */
    private static boolean mayEnd(StateNode state) {
        boolean decides = state.type().equals("Choice");
        return state.ends()
                || state.state().isEmpty()
                || (!decides && state.next().isEmpty());
    }
}
