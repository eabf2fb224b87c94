package dev.ordersaga.linter;

import dev.ordersaga.linter.graph.Edge;
import dev.ordersaga.linter.graph.Scope;
import dev.ordersaga.linter.graph.StateNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every state can be reached, every way leads to a state, every scope can end. The parser says so of a definition that is right in
 * all else; this rule, which shares its findings' id, says it of one that is not, so that all problems come at once.
 */
final class Reachable implements Rule {

    @Override
    public String id() {
        return Rules.DEFINITION.id();
    }

    @Override
    public void check(Saga saga, Findings found) {
        Set<String> reported = new HashSet<>();
        Findings engine = new Findings();
        Rules.DEFINITION.check(saga, engine);
        engine.inOrder(pointer -> 0).forEach(finding -> reported.add(finding.pointer()));
        if (reported.isEmpty()) {
            return;
        }
        List<Scope> scopes = new ArrayList<>(List.of(saga.definition().machine()));
        saga.definition().states().forEach(state -> scopes.addAll(state.parts()));
        for (Scope scope : scopes) {
            check(scope, reported, found);
        }
    }

    private void check(Scope scope, Set<String> reported, Findings found) {
        if (scope.start().isEmpty()) {
            return;
        }
        Set<StateNode> reached = new HashSet<>(Set.of(scope.start().get()));
        Deque<StateNode> open = new ArrayDeque<>(reached);
        boolean ends = false;
        while (!open.isEmpty()) {
            StateNode state = open.remove();
            ends |= state.ends();
            for (Edge edge : state.edges()) {
                scope.state(edge.to()).filter(reached::add).ifPresent(open::add);
            }
        }
        for (StateNode state : scope.states().values()) {
            for (Edge edge : state.edges()) {
                String pointer = edge.kind() == Edge.Kind.CATCH ? edge.pointer() + "/Next" : edge.pointer();
                if (scope.state(edge.to()).isEmpty() && reported.add(pointer)) {
                    found.error(this, pointer, "names no state: \"" + edge.to() + "\"");
                }
            }
            if (!reached.contains(state) && reported.add(state.pointer())) {
                found.error(this, state.pointer(), "cannot be reached");
            }
        }
        if (!ends && reported.add(scope.pointer() + "/States")) {
            found.error(
                    this,
                    scope.pointer() + "/States",
                    "has no way to an end: no Succeed, Fail or \"End\": true can be reached");
        }
    }
}
