package dev.ordersaga.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ways through rows in which an edge has no state: a place in each row, so that it is known on which side of the states there it runs.
 * Edges to the same end in the same lane share them, and so become one line.
 */
final class Corridors {

    private final LayeredSheet sheet;
    private final Map<String, LayeredSheet.Item> places = new HashMap<>();
    private final Map<String, LayeredSheet.Line> lines = new HashMap<>();

    Corridors(LayeredSheet sheet) {
        this.sheet = sheet;
    }

    /**
     * The lines through a corridor, from its entrance to the end.
     *
     * @param name of the corridor
     * @param from the row of the state that the edge leaves
     * @param to the row of the state at which it ends
     * @return empty where both rows are neighbours
     */
    List<LayeredSheet.Line> lines(
            String name, int from, int to, double lane, LayeredSheet.End end, LayeredSheet.Bend bend) {
        int step = to > from ? 1 : -1;
        boolean down = to > from;
        List<LayeredSheet.Line> found = new ArrayList<>();
        for (int row = from + step; row != to; row += step) {
            place(name, row, lane);
        }
        for (int row = from + step; row != to; row += step) {
            LayeredSheet.Item here = place(name, row, lane);
            LayeredSheet.End next =
                    row + step == to ? end : place(name, row + step, lane).middle(down);
            found.add(lines.computeIfAbsent(name + "/" + row, key -> sheet.line(here.middle(!down), next, bend)));
        }
        return found;
    }

    /** Where an edge comes into its corridor: the end itself where both rows are neighbours. */
    LayeredSheet.End entrance(String name, int from, int to, LayeredSheet.End end) {
        boolean down = to > from;
        LayeredSheet.Item first = places.get(name + "/" + (from + (down ? 1 : -1)));
        return first == null ? end : first.middle(down);
    }

    private LayeredSheet.Item place(String name, int row, double lane) {
        return places.computeIfAbsent(name + "/" + row, key -> sheet.item(2, 2, 2 * row, lane * ScopeLayout.LANE));
    }
}
