package dev.ordersaga.drawing;

import dev.ordersaga.analysis.OutlineEdge;
import dev.ordersaga.drawing.Scene.PlacedEdge;
import dev.ordersaga.drawing.Scene.PlacedState;
import dev.ordersaga.drawing.Scene.PlacedText;
import dev.ordersaga.drawing.Scene.Undoes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What leads to a state beside, or back to the same: lines that stay within a row. */
final class SideEdges {

    private static final double LOOP = 14;

    private final Map<Integer, Box> boxes = new HashMap<>();

    SideEdges(List<PlacedState> states) {
        states.forEach(state -> boxes.put(state.number(), state.box()));
    }

    private Box box(int state) {
        return boxes.getOrDefault(state, new Box(0, 0, 0, 0));
    }

    /** From one to its neighbour, straight across. */
    PlacedEdge level(OutlineEdge edge) {
        Box from = box(edge.from());
        Box to = box(edge.to());
        boolean right = to.x() > from.x();
        double y = Math.max(from.y(), to.y()) + Math.min(from.height(), to.height()) * 0.5;
        List<Point> points = right
                ? List.of(new Point(from.right(), y), new Point(to.x(), y))
                : List.of(new Point(from.x(), y), new Point(to.right(), y));
        String brief = EdgeText.brief(edge);
        double room = Math.abs(points.get(1).x() - points.get(0).x()) - 18;
        if (brief.isEmpty() || room < 20) {
            return new PlacedEdge(edge.number(), points, Optional.empty());
        }
        List<String> lines = List.of(Lettering.shorten(brief, PlacedWords.SIZE, room - 8));
        Box size = PlacedWords.size(lines);
        double left = Math.min(points.get(0).x(), points.get(1).x()) + (room + 18 - size.width()) / 2;
        return new PlacedEdge(
                edge.number(),
                points,
                Optional.of(new PlacedText(new Box(left, y - size.height() - 1, size.width(), size.height()), lines)));
    }

    PlacedEdge loop(OutlineEdge edge) {
        Box box = box(edge.from());
        double up = box.y() + box.height() * 0.3;
        double down = box.y() + box.height() * 0.7;
        return new PlacedEdge(
                edge.number(),
                List.of(
                        new Point(box.right(), up),
                        new Point(box.right() + LOOP, up),
                        new Point(box.right() + LOOP, down),
                        new Point(box.right(), down)),
                Optional.empty());
    }

    /** From each undo to what it stands beside, where no edge leads from there to it. */
    List<Undoes> undoings(Map<Integer, Integer> undoes, List<OutlineEdge> level) {
        List<Undoes> lines = new ArrayList<>();
        undoes.forEach((undo, done) -> {
            if (level.stream().anyMatch(edge -> edge.from() == done && edge.to() == undo)) {
                return;
            }
            Box from = box(undo);
            Box to = box(done);
            double y = Math.max(from.y(), to.y()) + Math.min(from.height(), to.height()) * 0.5;
            lines.add(
                    from.x() > to.x()
                            ? new Undoes(undo, done, new Point(from.x(), y), new Point(to.right(), y))
                            : new Undoes(undo, done, new Point(from.right(), y), new Point(to.x(), y)));
        });
        return lines;
    }
}
