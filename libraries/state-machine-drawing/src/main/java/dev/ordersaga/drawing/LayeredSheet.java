package dev.ordersaga.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.CrossingMinimizationStrategy;
import org.eclipse.elk.alg.layered.options.CycleBreakingStrategy;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.LayeringStrategy;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * One sheet for the Eclipse Layout Kernel's layered algorithm. In which row an item stands, and who stands left of whom, is given; where
 * exactly, and how lines bend, the kernel finds out.
 */
final class LayeredSheet {

    private static final double ROW = 100_000;
    /** So many items are placed in less time, and with a few more bends. */
    private static final int LARGE = 150;

    private final ElkNode root = ElkGraphUtil.createGraph();
    private final List<Item> items = new ArrayList<>();

    LayeredSheet() {
        LayoutMetaDataService.getInstance();
        root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(CoreOptions.PADDING, new ElkPadding(4));
        root.setProperty(CoreOptions.RANDOM_SEED, 1);
        root.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false);
        root.setProperty(LayeredOptions.CYCLE_BREAKING_STRATEGY, CycleBreakingStrategy.INTERACTIVE);
        root.setProperty(LayeredOptions.LAYERING_STRATEGY, LayeringStrategy.INTERACTIVE);
        root.setProperty(LayeredOptions.CROSSING_MINIMIZATION_STRATEGY, CrossingMinimizationStrategy.LAYER_SWEEP);
        root.setProperty(LayeredOptions.CROSSING_MINIMIZATION_SEMI_INTERACTIVE, true);
        root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 22.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 12.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 8.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 14.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 10.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 8.0);
    }

    /** Something that takes room. */
    Item item(double width, double height, int row, double lane) {
        ElkNode node = ElkGraphUtil.createNode(root);
        node.setDimensions(width, height);
        node.setLocation(lane, row * ROW);
        node.setProperty(CoreOptions.POSITION, new KVector(lane, row * ROW));
        node.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
        Item item = new Item(node);
        items.add(item);
        return item;
    }

    /** A line from one end to another. */
    Line line(End from, End to, Bend bend) {
        ElkEdge edge = ElkGraphUtil.createSimpleEdge(from.port, to.port);
        edge.setProperty(LayeredOptions.PRIORITY_STRAIGHTNESS, bend.straightness);
        return new Line(edge);
    }

    /** How much it matters that a line is straight. */
    enum Bend {
        FREE(1),
        RARE(12),
        NEVER(100);

        private final int straightness;

        Bend(int straightness) {
            this.straightness = straightness;
        }
    }

    void layOut() {
        if (items.size() > LARGE) {
            root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
            root.setProperty(LayeredOptions.THOROUGHNESS, 1);
        }
        items.forEach(Item::placePorts);
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    }

    double width() {
        return root.getWidth();
    }

    double height() {
        return root.getHeight();
    }

    /** Where lines begin or end. */
    static final class End {

        private final String name;
        private final ElkPort port;
        private final List<Double> pulls = new ArrayList<>();

        private End(String name, ElkPort port) {
            this.name = name;
            this.port = port;
        }

        /** The same for lines that share the place. */
        String name() {
            return name;
        }

        private double pull() {
            return pulls.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }
    }

    static final class Item {

        private final ElkNode node;
        private final Map<String, End> ends = new LinkedHashMap<>();

        private boolean keepsMiddle;

        private Item(ElkNode node) {
            this.node = node;
        }

        Box box() {
            return new Box(node.getX(), node.getY(), node.getWidth(), node.getHeight());
        }

        /** No line may come to the middle of the lower side. */
        void keepMiddleBelow() {
            keepsMiddle = true;
        }

        /** The middle of the upper or of the lower side. */
        End middle(boolean above) {
            return end("middle", above, 0);
        }

        /**
         * A place on the upper or the lower side; lines that share a name share it.
         *
         * @param lane where the line comes from or goes to
         */
        End end(String name, boolean above, double lane) {
            return end(name, above ? PortSide.NORTH : PortSide.SOUTH, lane);
        }

        /** A place on the right side. */
        End beside(String name, boolean down) {
            return end(name, PortSide.EAST, down ? 1 : -1);
        }

        private End end(String name, PortSide side, double pull) {
            End end = ends.computeIfAbsent(side + " " + name, key -> {
                ElkPort port = ElkGraphUtil.createPort(node);
                port.setProperty(CoreOptions.PORT_SIDE, side);
                port.setDimensions(0, 0);
                return new End(key, port);
            });
            end.pulls.add(pull);
            return end;
        }

        private void placePorts() {
            for (PortSide side : new PortSide[] {PortSide.NORTH, PortSide.SOUTH}) {
                boolean north = side == PortSide.NORTH;
                double y = north ? 0 : node.getHeight();
                End middle = ends.get(side + " middle");
                List<End> others = new ArrayList<>();
                ends.forEach((name, end) -> {
                    if (name.startsWith(side.name()) && end != middle) {
                        others.add(end);
                    }
                });
                others.sort(Comparator.comparingDouble(End::pull));
                double width = node.getWidth();
                if (middle != null) {
                    middle.port.setLocation(width / 2, y);
                }
                if (middle == null && (north || !keepsMiddle)) {
                    spread(others, 0, width, y);
                } else {
                    double own = node.getProperty(CoreOptions.POSITION).x;
                    long before = middle == null
                            ? others.size() / 2
                            : others.stream().filter(end -> end.pull() < own).count();
                    List<End> left = others.subList(0, (int) before);
                    List<End> right = others.subList((int) before, others.size());
                    spread(left, 0, width / 2, y);
                    spread(right, width / 2, width, y);
                }
            }
            List<End> east = new ArrayList<>();
            ends.forEach((name, end) -> {
                if (name.startsWith(PortSide.EAST.name())) {
                    east.add(end);
                }
            });
            east.sort(Comparator.comparingDouble(End::pull));
            for (int i = 0; i < east.size(); i++) {
                east.get(i).port.setLocation(node.getWidth(), node.getHeight() * (i + 1) / (east.size() + 1));
            }
        }

        private static void spread(List<End> ends, double from, double to, double y) {
            for (int i = 0; i < ends.size(); i++) {
                ends.get(i).port.setLocation(from + (to - from) * (i + 1) / (ends.size() + 1), y);
            }
        }
    }

    static final class Line {

        private final ElkEdge edge;

        private Line(ElkEdge edge) {
            this.edge = edge;
        }

        List<Point> points() {
            List<Point> points = new ArrayList<>();
            for (ElkEdgeSection section : edge.getSections()) {
                points.add(new Point(section.getStartX(), section.getStartY()));
                section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
                points.add(new Point(section.getEndX(), section.getEndY()));
            }
            return points;
        }
    }
}
