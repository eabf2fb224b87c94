package dev.ordersaga.drawing;

import dev.ordersaga.analysis.OutlineEdge;
import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.drawing.Scene.PlacedEdge;
import dev.ordersaga.drawing.Scene.PlacedState;
import dev.ordersaga.drawing.Scene.PlacedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lays out the states of one scope: rows and lanes are planned here, places and bends are found by the Eclipse Layout Kernel. */
final class ScopeLayout {

    private static final double DOT = 12;
    private static final double END = 20;
    private static final double LOOP = 22;
    static final double LANE = 1_000;

    private final SheetStates scope;
    private final Map<Integer, Box> sizes;
    private final List<Integer> spine;
    private final Map<Integer, Integer> undoes;
    private final Map<Integer, Integer> rows;
    private final Lanes lanes;
    private final CorridorPlan plan;
    private final LayeredSheet sheet = new LayeredSheet();
    private final Corridors corridors = new Corridors(sheet);
    private final Map<Integer, LayeredSheet.Item> items = new LinkedHashMap<>();
    private final Map<Integer, EdgePieces> pieces = new LinkedHashMap<>();
    private final List<OutlineEdge> level = new ArrayList<>();
    private final List<OutlineEdge> loops = new ArrayList<>();

    /** An edge in one piece, or in two with its text between. */
    private record EdgePieces(List<LayeredSheet.Line> lines, Optional<LayeredSheet.Item> text, List<String> written) {}

    /** @param sizes by state; where the boxes stand is not read */
    ScopeLayout(SheetStates scope, Map<Integer, Box> sizes) {
        this.scope = scope;
        this.sizes = sizes;
        this.spine = MainPath.of(scope);
        Rows planned = Rows.of(scope, spine);
        this.undoes = planned.undoes();
        this.rows = planned.numbers();
        this.lanes = new Lanes(scope, spine, planned, rows);
        this.plan = new CorridorPlan(scope, rows, lanes);
    }

    Scene scene() {
        scope.states().values().forEach(this::add);
        Optional<EdgePieces> start = start();
        scope.edges().forEach(this::add);
        sheet.layOut();
        List<PlacedState> states = new ArrayList<>();
        items.forEach((number, item) -> states.add(new PlacedState(number, stateBox(number, item))));
        List<PlacedEdge> edges = new ArrayList<>();
        List<Point> starts = new ArrayList<>();
        start.ifPresent(piece -> {
            PlacedEdge edge = placed(-1, piece);
            edges.add(edge);
            starts.add(edge.points().get(0).moved(0, -DOT / 2));
        });
        pieces.forEach((number, piece) -> edges.add(placed(number, piece)));
        SideEdges beside = new SideEdges(states);
        level.forEach(edge -> edges.add(beside.level(edge)));
        loops.forEach(edge -> edges.add(beside.loop(edge)));
        return new Scene(
                sheet.width(), sheet.height(), states, edges, starts, List.of(), beside.undoings(undoes, level));
    }

    private Box size(int state) {
        return sizes.getOrDefault(state, new Box(0, 0, 0, 0));
    }

    private int row(int state) {
        return rows.getOrDefault(state, 0);
    }

    private double lane(int state) {
        return lanes.place(state) * LANE;
    }

    private boolean showsEnd(OutlineState state) {
        return scope.isMachine() && state.node().json().path("End").asBoolean(false);
    }

    private void add(OutlineState state) {
        Box size = size(state.number());
        boolean loops = scope.from(state.number()).stream().anyMatch(edge -> edge.to() == edge.from());
        LayeredSheet.Item item = sheet.item(
                size.width() + (loops ? LOOP : 0),
                size.height() + (showsEnd(state) ? END : 0),
                2 * row(state.number()),
                lane(state.number()));
        if (showsEnd(state)) {
            item.keepMiddleBelow();
        }
        items.put(state.number(), item);
    }

    private Box stateBox(int number, LayeredSheet.Item item) {
        Box box = item.box();
        Box size = size(number);
        return new Box(box.x(), box.y(), size.width(), size.height());
    }

    private Optional<EdgePieces> start() {
        if (scope.start().isEmpty()) {
            return Optional.empty();
        }
        int first = scope.start().getAsInt();
        LayeredSheet.Item dot = sheet.item(DOT, DOT, 2 * row(first) - 1, lane(first));
        LayeredSheet.Line line = sheet.line(dot.middle(false), item(first).middle(true), LayeredSheet.Bend.NEVER);
        return Optional.of(new EdgePieces(List.of(line), Optional.empty(), List.of()));
    }

    private LayeredSheet.Item item(int state) {
        LayeredSheet.Item item = items.get(state);
        if (item == null) {
            throw new IllegalStateException("no state " + state + " is in this scope");
        }
        return item;
    }

    private boolean isSpine(OutlineEdge edge) {
        int at = spine.indexOf(edge.from());
        return at >= 0
                && at + 1 < spine.size()
                && spine.get(at + 1) == edge.to()
                && edge.kind() != OutlineEdge.Kind.CATCH;
    }

    /** From an undo of one row straight up to the one of the next. */
    private boolean isWayBack(OutlineEdge edge) {
        return edge.kind() == OutlineEdge.Kind.NEXT && undoes.containsKey(edge.from()) && undoes.containsKey(edge.to());
    }

    private void add(OutlineEdge edge) {
        if (edge.from() == edge.to()) {
            loops.add(edge);
            return;
        }
        if (row(edge.from()) == row(edge.to())) {
            level.add(edge);
            return;
        }
        boolean down = row(edge.to()) > row(edge.from());
        boolean straight = isSpine(edge) || isWayBack(edge);
        LayeredSheet.End from = leaving(edge, down, straight);
        LayeredSheet.End to = arriving(edge, down, straight);
        List<String> text = Lettering.wrap(EdgeText.brief(edge), PlacedWords.SIZE, PlacedWords.WIDTH, 3);
        double lane = plan.lane(edge);
        String corridor = edge.to() + " " + to.name() + " " + down + " " + lane + (straight ? " " + edge.number() : "");
        List<LayeredSheet.Line> rest = corridors.lines(
                corridor,
                row(edge.from()),
                row(edge.to()),
                lane,
                to,
                straight ? LayeredSheet.Bend.NEVER : LayeredSheet.Bend.RARE);
        LayeredSheet.Bend bend = straight ? LayeredSheet.Bend.NEVER : LayeredSheet.Bend.FREE;
        List<LayeredSheet.Line> lines = new ArrayList<>();
        Optional<LayeredSheet.Item> words = Optional.empty();
        LayeredSheet.End entrance = corridors.entrance(corridor, row(edge.from()), row(edge.to()), to);
        if (text.get(0).isEmpty()) {
            lines.add(sheet.line(from, entrance, bend));
        } else {
            Box size = PlacedWords.size(text);
            double toward = straight ? 0 : toward(edge, lane);
            LayeredSheet.Item item = sheet.item(
                    size.width(),
                    size.height(),
                    2 * row(edge.from()) + (down ? 1 : -1),
                    lane(edge.from()) + toward * LANE);
            lines.add(sheet.line(from, item.middle(down), bend));
            lines.add(sheet.line(item.middle(!down), entrance, bend));
            words = Optional.of(item);
        }
        lines.addAll(rest);
        pieces.put(edge.number(), new EdgePieces(lines, words, text));
    }

    /** How far to the side of a state the text of an edge stands that leaves it. */
    private double toward(OutlineEdge edge, double lane) {
        boolean neighbours = Math.abs(row(edge.from()) - row(edge.to())) == 1;
        double distance = (neighbours ? lanes.place(edge.to()) : lane) - lanes.place(edge.from());
        return distance == 0 ? 0.05 : Math.signum(distance) * 0.3 + distance * 0.001;
    }

    private LayeredSheet.End leaving(OutlineEdge edge, boolean down, boolean straight) {
        LayeredSheet.Item item = item(edge.from());
        if (straight) {
            return item.middle(!down);
        }
        boolean caught = edge.kind() == OutlineEdge.Kind.CATCH;
        if (caught && spine.contains(edge.from())) {
            return item.beside("catch" + edge.number(), down);
        }
        return item.end((caught ? "catch" : "out") + edge.number(), !down, lane(edge.to()));
    }

    private LayeredSheet.End arriving(OutlineEdge edge, boolean down, boolean straight) {
        LayeredSheet.Item item = item(edge.to());
        if (straight) {
            return item.middle(down);
        }
        String shared = edge.kind() == OutlineEdge.Kind.CATCH ? "caught" : "in";
        String side = lane(edge.from()) < 0 ? " left" : "";
        return item.end(shared + side, down, lane(edge.from()));
    }

    private PlacedEdge placed(int number, EdgePieces edge) {
        List<Point> points = new ArrayList<>();
        for (LayeredSheet.Line line : edge.lines()) {
            points.addAll(line.points());
        }
        if (number >= 0) {
            attach(number, points);
        }
        return new PlacedEdge(
                number,
                Corners.straightened(points),
                edge.text().map(item -> new PlacedText(item.box(), edge.written())));
    }

    /** An end's ring and a loop's room belong to the item, not to the box. */
    private void attach(int number, List<Point> points) {
        OutlineEdge edge = scope.outline().edge(number);
        points.set(0, attached(points.get(0), stateBox(edge.from(), item(edge.from()))));
        int last = points.size() - 1;
        points.set(last, attached(points.get(last), stateBox(edge.to(), item(edge.to()))));
    }

    private static Point attached(Point spot, Box box) {
        return new Point(Math.min(spot.x(), box.right()), Math.min(spot.y(), box.bottom()));
    }
}
