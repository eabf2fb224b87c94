package dev.ordersaga.drawing;

import dev.ordersaga.analysis.OutlineEdge;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order of states within a row, from left to right: what the way forward has beside the straight one, the straight one, what undoes it, and at last
 * what follows errors, in the order that makes edges cross least.
 */
final class Lanes {

    private static final int SWEEPS = 6;
    private static final double LEFT = -90.5;
    private static final double RIGHT = 90.5;

    private enum Part {
        DETOUR,
        SPINE,
        UNDO,
        BACK
    }

    private final SheetStates scope;
    private final List<Integer> order;
    private final Set<Integer> spine;
    private final Map<Integer, Integer> undoes;
    private final Set<Integer> detours;
    private final Map<Integer, List<Integer>> neighbours = new HashMap<>();
    private final TreeMap<Integer, List<Integer>> rows = new TreeMap<>();
    private final Map<Integer, Double> places = new HashMap<>();

    Lanes(SheetStates scope, List<Integer> spine, Rows planned, Map<Integer, Integer> rowOf) {
        this.scope = scope;
        this.order = spine;
        this.spine = Set.copyOf(spine);
        this.undoes = planned.undoes();
        this.detours = detours();
        rowOf.forEach((state, row) ->
                rows.computeIfAbsent(row, key -> new ArrayList<>()).add(state));
        for (OutlineEdge edge : scope.edges()) {
            neighbours.computeIfAbsent(edge.from(), key -> new ArrayList<>()).add(edge.to());
            neighbours.computeIfAbsent(edge.to(), key -> new ArrayList<>()).add(edge.from());
        }
        rows.values().forEach(row -> {
            row.sort(Comparator.comparing(this::part));
            settle(row);
        });
        for (int i = 0; i < SWEEPS; i++) {
            (i % 2 == 0 ? rows : rows.descendingMap()).values().forEach(row -> {
                row.sort(Comparator.comparing(this::part).thenComparing(this::pull));
                settle(row);
            });
        }
    }

    /** The place of a state in its row; the spine stands at 0. */
    double place(int state) {
        return places.getOrDefault(state, 0.0);
    }

    /** In which lanes an edge may run that passes rows in which it has no state; the first is the usual one. */
    List<Double> corridors(OutlineEdge edge) {
        Part start = part(edge.from());
        Part end = part(edge.to());
        if (start == Part.SPINE && end == Part.SPINE) {
            return isNext(edge) ? List.of(0.0) : List.of(-0.3, LEFT, 0.3);
        }
        if (start == Part.DETOUR || end == Part.DETOUR) {
            return List.of(-0.5, LEFT);
        }
        if (start == Part.UNDO && end == Part.UNDO) {
            return edge.kind() == OutlineEdge.Kind.NEXT ? List.of(place(edge.to())) : List.of(1.5, 0.5);
        }
        if (start == Part.SPINE) {
            return List.of(0.5);
        }
        return end == Part.SPINE ? List.of(0.5, 1.5, 2.5, RIGHT) : List.of(1.5, 2.5, 3.5, RIGHT);
    }

    private boolean isNext(OutlineEdge edge) {
        return edge.kind() != OutlineEdge.Kind.CATCH && order.indexOf(edge.to()) == order.indexOf(edge.from()) + 1;
    }

    /** What can be come to from the straight way without an error, and is no place that errors lead to. */
    private Set<Integer> detours() {
        Set<Integer> found = new HashSet<>();
        Deque<Integer> open = new ArrayDeque<>(spine);
        while (!open.isEmpty()) {
            for (OutlineEdge edge : scope.from(open.remove())) {
                int to = edge.to();
                if (edge.kind() != OutlineEdge.Kind.CATCH
                        && !spine.contains(to)
                        && !undoes.containsKey(to)
                        && scope.isForward(to)
                        && !isCaught(to)
                        && found.add(to)) {
                    open.add(to);
                }
            }
        }
        return found;
    }

    /** Whether an error leads here from a state from which nothing else does. */
    private boolean isCaught(int to) {
        return scope.edges().stream()
                .filter(edge -> edge.to() == to && edge.kind() == OutlineEdge.Kind.CATCH)
                .anyMatch(edge -> scope.from(edge.from()).stream()
                        .noneMatch(other -> other.to() == to && other.kind() != OutlineEdge.Kind.CATCH));
    }

    private Part part(int state) {
        if (spine.contains(state)) {
            return Part.SPINE;
        }
        Integer done = undoes.get(state);
        if (done != null) {
            return spine.contains(done) ? Part.UNDO : part(done);
        }
        return detours.contains(state) ? Part.DETOUR : Part.BACK;
    }

    /** The middle of where its edges lead. */
    private double pull(int state) {
        Integer done = undoes.get(state);
        if (done != null && !spine.contains(done)) {
            return places.getOrDefault(done, 0.0) - 0.1;
        }
        return neighbours.getOrDefault(state, List.of()).stream()
                .filter(other -> other != state)
                .mapToDouble(other -> places.getOrDefault(other, 0.0))
                .average()
                .orElse(0);
    }

    private void settle(List<Integer> row) {
        int left =
                (int) row.stream().filter(state -> part(state) == Part.DETOUR).count();
        int place = -left;
        for (int state : row) {
            Part part = part(state);
            place = part == Part.SPINE
                    ? 0
                    : part == Part.UNDO ? Math.max(place, 1) : part == Part.BACK ? Math.max(place, 2) : place;
            places.put(state, (double) place);
            place++;
        }
    }
}
