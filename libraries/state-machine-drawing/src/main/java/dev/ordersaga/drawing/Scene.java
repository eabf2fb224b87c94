package dev.ordersaga.drawing;

import java.util.List;
import java.util.Optional;

/**
 * A laid-out scope.
 *
 * @param starts where executions begin, a dot
 * @param lanes the borders between the branches of a Parallel, from top to bottom
 * @param undoings lines from an undo to what it undoes
 */
record Scene(
        double width,
        double height,
        List<PlacedState> states,
        List<PlacedEdge> edges,
        List<Point> starts,
        List<List<Point>> lanes,
        List<Undoes> undoings) {

    Scene {
        states = List.copyOf(states);
        edges = List.copyOf(edges);
        starts = List.copyOf(starts);
        lanes = List.copyOf(lanes);
        undoings = List.copyOf(undoings);
    }

    /** @param number of the state in the outline */
    record PlacedState(int number, Box box) {}

    /**
     * An edge.
     *
     * @param number in the outline; negative for the one from the start
     * @param points from where it leaves to where it arrives, turning at each
     * @param text where its text stands; empty for none
     */
    record PlacedEdge(int number, List<Point> points, Optional<PlacedText> text) {}

    record PlacedText(Box box, List<String> lines) {}

    /**
     * That a state undoes another.
     *
     * @param undo its number
     * @param done the other's number
     */
    record Undoes(int undo, int done, Point from, Point to) {}

    Scene moved(double right, double down) {
        return new Scene(
                width,
                height,
                states.stream()
                        .map(state ->
                                new PlacedState(state.number(), state.box().moved(right, down)))
                        .toList(),
                edges.stream()
                        .map(edge -> new PlacedEdge(
                                edge.number(),
                                edge.points().stream()
                                        .map(spot -> spot.moved(right, down))
                                        .toList(),
                                edge.text()
                                        .map(text -> new PlacedText(text.box().moved(right, down), text.lines()))))
                        .toList(),
                starts.stream().map(spot -> spot.moved(right, down)).toList(),
                lanes.stream()
                        .map(lane -> lane.stream()
                                .map(spot -> spot.moved(right, down))
                                .toList())
                        .toList(),
                undoings.stream()
                        .map(line -> new Undoes(
                                line.undo(),
                                line.done(),
                                line.from().moved(right, down),
                                line.to().moved(right, down)))
                        .toList());
    }
}
