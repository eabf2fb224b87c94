package dev.ordersaga.drawing;

import dev.ordersaga.analysis.OutlineEdge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which states stand beside each other: what follows stands lower, and an undo in the row of what it undoes. Edges that would close a
 * loop lead up again; which these are, the order decides in which edges are looked at.
 */
final class Rows {

    private final SheetStates scope;
    private final Map<Integer, Integer> found;
    private final Map<Integer, Integer> group = new HashMap<>();
    private final Map<Integer, Set<Integer>> below = new LinkedHashMap<>();
    private final Map<Integer, Integer> undoes = new LinkedHashMap<>();

    private Rows(SheetStates scope, List<Integer> spine) {
        this.scope = scope;
        this.found = discovery(scope);
        scope.states().keySet().forEach(state -> group.put(state, state));
        joinUndos(spine);
        for (int i = 0; i + 1 < spine.size(); i++) {
            order(spine.get(i), spine.get(i + 1));
        }
        for (int rank = 0; rank < 6; rank++) {
            for (OutlineEdge edge : scope.edges()) {
                if (rank(edge) == rank) {
                    order(edge.from(), edge.to());
                }
            }
        }
    }

    /**
     * The row of each state, from 0.
     *
     * @param spine what goes straight down
     */
    static Rows of(SheetStates scope, List<Integer> spine) {
        return new Rows(scope, spine);
    }

    /** The states that stand beside what they undo, with that. */
    Map<Integer, Integer> undoes() {
        return undoes;
    }

    private void joinUndos(List<Integer> spine) {
        for (int state : scope.states().keySet()) {
            if (!scope.isUndo(state) || spine.contains(state)) {
                continue;
            }
            int best = -1;
            for (int done : scope.undoneHere(state)) {
                boolean later = spine.indexOf(done) > spine.indexOf(best);
                if (!scope.isUndo(done) && (best < 0 || later)) {
                    best = done;
                }
            }
            if (best >= 0) {
                undoes.put(state, best);
                group.put(state, best);
            }
        }
    }

    /** The states in the order in which an execution may first come to them: calmly before by an error. */
    private static Map<Integer, Integer> discovery(SheetStates scope) {
        Map<Integer, Integer> found = new HashMap<>();
        Deque<Integer> calm = new ArrayDeque<>();
        Deque<Integer> caught = new ArrayDeque<>();
        scope.start().ifPresent(calm::add);
        while (!calm.isEmpty() || !caught.isEmpty()) {
            int state = calm.isEmpty() ? caught.remove() : calm.remove();
            if (found.putIfAbsent(state, found.size()) == null) {
                for (OutlineEdge edge : scope.from(state)) {
                    (edge.kind() == OutlineEdge.Kind.CATCH ? caught : calm).add(edge.to());
                }
            }
        }
        scope.states().keySet().forEach(state -> found.putIfAbsent(state, found.size()));
        return found;
    }

    private int rank(OutlineEdge edge) {
        boolean caught = edge.kind() == OutlineEdge.Kind.CATCH;
        boolean fromForward = scope.isForward(edge.from());
        boolean toForward = scope.isForward(edge.to());
        boolean onward = found.getOrDefault(edge.from(), 0) < found.getOrDefault(edge.to(), 0);
        if (!caught && fromForward && toForward) {
            return onward ? 0 : 5;
        }
        if (undoes.containsKey(edge.from()) || undoes.containsKey(edge.to())) {
            return 4;
        }
        if (fromForward && !toForward) {
            return 1;
        }
        return onward ? 2 : caught || toForward ? 5 : 3;
    }

    private void order(int from, int to) {
        int above = find(from);
        int lower = find(to);
        if (above != lower && !reaches(lower, above)) {
            below.computeIfAbsent(above, key -> new LinkedHashSet<>()).add(lower);
        }
    }

    private int find(int state) {
        return group.getOrDefault(state, state);
    }

    private boolean reaches(int from, int to) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            int at = open.remove();
            if (at == to) {
                return true;
            }
            if (seen.add(at)) {
                open.addAll(below.getOrDefault(at, Set.of()));
            }
        }
        return false;
    }

    /** By state; rows without a state are left out. */
    Map<Integer, Integer> numbers() {
        Map<Integer, Integer> above = new LinkedHashMap<>();
        scope.states().keySet().forEach(state -> above.putIfAbsent(find(state), 0));
        below.values().forEach(lower -> lower.forEach(each -> above.merge(each, 1, Integer::sum)));
        Map<Integer, Integer> rows = new HashMap<>();
        Deque<Integer> open = new ArrayDeque<>();
        above.forEach((each, count) -> {
            if (count == 0) {
                open.add(each);
                rows.put(each, 0);
            }
        });
        while (!open.isEmpty()) {
            int at = open.remove();
            for (int each : below.getOrDefault(at, Set.of())) {
                rows.merge(each, rows.getOrDefault(at, 0) + 1, Math::max);
                if (above.merge(each, -1, Integer::sum) == 0) {
                    open.add(each);
                }
            }
        }
        Map<Integer, Integer> byState = new LinkedHashMap<>();
        List<Integer> states = new ArrayList<>(scope.states().keySet());
        states.forEach(state -> byState.put(state, rows.getOrDefault(find(state), 0)));
        return byState;
    }
}
