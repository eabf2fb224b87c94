package dev.ordersaga.drawing;

import dev.ordersaga.analysis.OutlineEdge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * On which side of other states the edges run that pass rows: of the lanes that an edge may take, the one in which it crosses the fewest
 * others.
 */
final class CorridorPlan {

    private static final int SWEEPS = 3;
    /** Of more edges than these each takes its usual lane: comparing all with all would take too long. */
    private static final int MAX_SWEPT_RUNS = 300;

    private static final double CROSSING = 10;
    /** Where an edge leaves a state at its right side. */
    private static final double SIDE = 0.2;

    private final Map<Integer, Integer> rows;
    private final int last;
    private final Lanes lanes;
    private final Map<Integer, Double> chosen = new LinkedHashMap<>();
    private final List<Run> runs = new ArrayList<>();

    /** An edge, from the upper row to the lower. */
    private record Run(OutlineEdge edge, int top, int bottom, double atTop, double atBottom) {}

    CorridorPlan(SheetStates scope, Map<Integer, Integer> rows, Lanes lanes) {
        this.rows = rows;
        this.last = rows.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        this.lanes = lanes;
        for (OutlineEdge edge : scope.edges()) {
            int from = row(edge.from());
            int to = row(edge.to());
            if (from != to) {
                double leaves = lanes.place(edge.from()) + (edge.kind() == OutlineEdge.Kind.CATCH ? SIDE : 0);
                double arrives = lanes.place(edge.to());
                runs.add(
                        from < to
                                ? new Run(edge, from, to, leaves, arrives)
                                : new Run(edge, to, from, arrives, leaves));
                chosen.put(edge.number(), nested(edge, lanes.corridors(edge).get(0)));
            }
        }
        for (int i = 0; i < SWEEPS && runs.size() <= MAX_SWEPT_RUNS; i++) {
            runs.stream().filter(run -> run.bottom() - run.top() > 1).forEach(this::choose);
        }
    }

    private int row(int state) {
        return rows.getOrDefault(state, 0);
    }

    /** The lane of an edge that passes rows. */
    double lane(OutlineEdge edge) {
        return chosen.getOrDefault(edge.number(), 0.0);
    }

    /** Of edges in the same lane those that go further run outside. */
    private double nested(OutlineEdge edge, double lane) {
        if (lane == Math.rint(lane)) {
            return lane;
        }
        int reach = row(edge.to()) < row(edge.from()) ? last - row(edge.to()) : row(edge.to());
        return lane + Math.signum(lane) * 0.2 * reach / (last + 1.0);
    }

    private void choose(Run run) {
        double best = Double.MAX_VALUE;
        double lane = chosen.getOrDefault(run.edge().number(), 0.0);
        for (double each : lanes.corridors(run.edge())) {
            double tried = nested(run.edge(), each);
            chosen.put(run.edge().number(), tried);
            double cost = cost(run);
            if (cost < best - 1e-9) {
                best = cost;
                lane = tried;
            }
        }
        chosen.put(run.edge().number(), lane);
    }

    private double cost(Run run) {
        double lane = lane(run.edge());
        double cost = Math.abs(run.atTop() - lane) + Math.abs(run.atBottom() - lane);
        for (Run other : runs) {
            if (other.edge().number() != run.edge().number()) {
                cost += CROSSING * crossings(run, other);
            }
        }
        return cost;
    }

    private int crossings(Run a, Run b) {
        int count = 0;
        for (int row = Math.max(a.top(), b.top()); row < Math.min(a.bottom(), b.bottom()); row++) {
            if ((at(a, row) - at(b, row)) * (at(a, row + 1) - at(b, row + 1)) < 0) {
                count++;
            }
        }
        return count;
    }

    private double at(Run run, int row) {
        return row == run.top() ? run.atTop() : row == run.bottom() ? run.atBottom() : lane(run.edge());
    }
}
