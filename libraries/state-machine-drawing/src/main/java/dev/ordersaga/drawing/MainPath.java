package dev.ordersaga.drawing;

import dev.ordersaga.analysis.OutlineEdge;
import dev.ordersaga.asl.Transition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The way through a scope that is drawn straight down: what happens while nothing fails, and a Choice goes on. */
final class MainPath {

    private MainPath() {}

    /** The states on it, from the first to an end. */
    static List<Integer> of(SheetStates scope) {
        List<Integer> spine = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        OptionalInt at = scope.start();
        while (at.isPresent() && seen.add(at.getAsInt())) {
            spine.add(at.getAsInt());
            at = next(scope, at.getAsInt(), seen);
        }
        return spine;
    }

    private static OptionalInt next(SheetStates scope, int state, Set<Integer> seen) {
        return scope.from(state).stream()
                .filter(edge -> edge.kind() != OutlineEdge.Kind.CATCH && !seen.contains(edge.to()))
                .min(Comparator.comparing((OutlineEdge edge) -> !endsWell(scope, edge.to(), seen))
                        .thenComparing(edge -> !scope.isForward(edge.to()))
                        .thenComparing(edge -> !isDefault(edge)))
                .map(edge -> OptionalInt.of(edge.to()))
                .orElse(OptionalInt.empty());
    }

    private static boolean isDefault(OutlineEdge edge) {
        return edge.transitions().stream().anyMatch(transition -> transition.kind() == Transition.Kind.DEFAULT);
    }

    /** Whether an end that is no failure can be come to without what was passed already, and without undoing anything. */
    private static boolean endsWell(SheetStates scope, int from, Set<Integer> passed) {
        Set<Integer> seen = new HashSet<>(passed);
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int state = open.remove();
            if (!seen.add(state) || scope.isUndo(state)) {
                continue;
            }
            if (scope.state(state).node().ends() && !scope.state(state).node().isFail()) {
                return true;
            }
            for (OutlineEdge edge : scope.from(state)) {
                if (edge.kind() != OutlineEdge.Kind.CATCH) {
                    open.add(edge.to());
                }
            }
        }
        return false;
    }
}
