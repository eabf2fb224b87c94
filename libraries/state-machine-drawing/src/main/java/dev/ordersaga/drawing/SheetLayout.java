package dev.ordersaga.drawing;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.StateScope;
import dev.ordersaga.drawing.Scene.PlacedState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays out a definition from the inside out: a Parallel or a Map is a box as large as what is in it. */
final class SheetLayout {

    private static final double MARGIN = 14;
    private static final double GAP = 18;

    private final Outline outline;

    private SheetLayout(Outline outline) {
        this.outline = outline;
    }

    static Scene of(Outline outline) {
        return new SheetLayout(outline).scene(outline.definition().machine());
    }

    private Scene scene(StateScope states) {
        SheetStates scope = new SheetStates(outline, states);
        Map<Integer, Inside> insides = new HashMap<>();
        Map<Integer, Box> sizes = new HashMap<>();
        scope.states().forEach((number, state) -> {
            StateText text = StateText.of(state);
            Inside inside = inside(state.node(), text);
            insides.put(number, inside);
            sizes.put(number, new Box(0, 0, inside.width(), inside.height()));
        });
        Scene outside = new ScopeLayout(scope, sizes).scene();
        List<Scene> all = new ArrayList<>(List.of(outside));
        for (PlacedState placed : outside.states()) {
            Inside inside = insides.getOrDefault(placed.number(), new Inside(0, 0, List.of()));
            inside.parts()
                    .forEach(part ->
                            all.add(part.moved(placed.box().x(), placed.box().y())));
        }
        return together(outside, all);
    }

    /** What is in a state: for most nothing. */
    private record Inside(double width, double height, List<Scene> parts) {}

    private Inside inside(StateNode state, StateText text) {
        if (state.parts().isEmpty()) {
            return new Inside(text.width(), text.height(), List.of());
        }
        List<Scene> parts = new ArrayList<>();
        double right = MARGIN;
        double height = 0;
        List<Scene> scenes = state.parts().stream().map(this::scene).toList();
        for (Scene part : scenes) {
            height = Math.max(height, part.height());
        }
        for (Scene part : scenes) {
            Scene placed = part.moved(right, text.height());
            if (right > MARGIN) {
                double border = right - GAP / 2;
                placed = new Scene(
                        placed.width(),
                        placed.height(),
                        placed.states(),
                        placed.edges(),
                        placed.starts(),
                        List.of(List.of(new Point(border, text.height()), new Point(border, text.height() + height))),
                        placed.undoings());
            }
            parts.add(placed);
            right += part.width() + GAP;
        }
        double width = Math.max(right - GAP + MARGIN, text.width());
        double spare = Math.max(0, (text.width() - (right - GAP + MARGIN)) / 2);
        return new Inside(
                Lettering.even(width),
                text.height() + height + MARGIN,
                parts.stream().map(part -> part.moved(spare, 0)).toList());
    }

    private static Scene together(Scene outside, List<Scene> all) {
        return new Scene(
                outside.width(),
                outside.height(),
                all.stream().flatMap(scene -> scene.states().stream()).toList(),
                all.stream().flatMap(scene -> scene.edges().stream()).toList(),
                all.stream().flatMap(scene -> scene.starts().stream()).toList(),
                all.stream().flatMap(scene -> scene.lanes().stream()).toList(),
                all.stream().flatMap(scene -> scene.undoings().stream()).toList());
    }
}
