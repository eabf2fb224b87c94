package dev.ordersaga.drawing;

import static dev.ordersaga.drawing.Markup.escaped;
import static dev.ordersaga.drawing.Markup.number;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.analysis.OutlineEdge;
import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.analysis.SagaRole;
import dev.ordersaga.drawing.Scene.PlacedEdge;
import dev.ordersaga.drawing.Scene.PlacedState;
import dev.ordersaga.drawing.Scene.PlacedText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes a laid-out picture as SVG. */
final class SvgWriter {

    private static final double MARGIN = 8;
    private static final double SLANT = 10;
    private static final double RING = 6;
    private static final double BADGE = 10;

    private final Outline outline;
    private final Scene scene;
    private final String prefix;
    private final Marks marks;
    /** From here on a picture that is made as narrow as a page cannot be read: it is pushed sideways instead. */
    private static final int WIDE = 1500;

    private final Markup out = new Markup();

    /** @param prefix before each id, so that a page may hold several pictures */
    SvgWriter(Outline outline, Scene scene, String prefix, Marks marks) {
        this.outline = outline;
        this.scene = scene;
        this.prefix = prefix;
        this.marks = marks;
    }

    String write(boolean withStyle) {
        String width = number(scene.width() + 2 * MARGIN);
        String height = number(scene.height() + 2 * MARGIN);
        out.line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"saga-picture",
                scene.width() > WIDE ? " wide" : "",
                "\" role=\"",
                withStyle ? "img" : "group",
                "\" aria-label=\"a state machine of ",
                Integer.toString(outline.states().size()),
                " states\" width=\"",
                width,
                "\" height=\"",
                height,
                "\" viewBox=\"",
                number(-MARGIN),
                " ",
                number(-MARGIN),
                " ",
                width,
                " ",
                height,
                "\">");
        if (withStyle) {
            out.line("<style>\n", Picture.stylesheet(), "</style>");
            out.line(rectangle(
                    "sheet",
                    new Box(-MARGIN, -MARGIN, scene.width() + 2 * MARGIN, scene.height() + 2 * MARGIN),
                    MARGIN));
        }
        out.line("<g class=\"boxes\">");
        scene.states().stream().filter(state -> isBox(state.number())).forEach(this::state);
        out.line("</g>");
        scene.lanes().forEach(lane -> out.line("<path class=\"lane\" d=\"", Strokes.rounded(lane), "\"/>"));
        scene.undoings().forEach(this::undoing);
        out.line("<g class=\"edges\">");
        scene.edges().forEach(this::edge);
        out.line("</g>");
        scene.starts()
                .forEach(start -> out.line(
                        "<circle class=\"start\" cx=\"",
                        number(start.x()),
                        "\" cy=\"",
                        number(start.y()),
                        "\" r=\"5\"/>"));
        out.line("<g class=\"states\">");
        scene.states().stream().filter(state -> !isBox(state.number())).forEach(this::state);
        out.line("</g>");
        out.line("</svg>");
        return out.toString();
    }

    private boolean isBox(int state) {
        return !outline.state(state).node().parts().isEmpty();
    }

    // States

    private void state(PlacedState placed) {
        OutlineState state = outline.state(placed.number());
        Box box = placed.box();
        String type = state.node().type();
        StateText text = StateText.of(state);
        Optional<Marks.Mark> mark = marks.ofState(state.number());
        out.line(
                "<g id=\"",
                prefix,
                "state-",
                Integer.toString(state.number()),
                "\" class=\"state ",
                state.role().name().toLowerCase(Locale.ROOT),
                " type-",
                escaped(type.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")),
                mark.map(each -> " " + each.name()).orElse(""),
                "\" data-state=\"",
                escaped(state.name()),
                "\" data-type=\"",
                escaped(type),
                "\">");
        out.line("<title>", escaped(about(state) + more(mark)), "</title>");
        if (type.equals("Map")) {
            out.line(
                    "<path class=\"stack\" d=\"M",
                    number(box.x() + 6),
                    " ",
                    number(box.bottom() + 4),
                    "H",
                    number(box.right() + 4),
                    "V",
                    number(box.y() + 6),
                    "\"/>");
        }
        out.line(shape(type, box));
        if (state.role() == SagaRole.UNDO) {
            double left = box.x() + 7;
            double top = box.y() + text.height() / 2 - 6;
            out.line(
                    "<path class=\"sign\" d=\"M",
                    number(left + 2),
                    " ",
                    number(top + 4.5),
                    "h5.5a3.2 3.2 0 0 1 0 6.4h-3M",
                    number(left + 4.8),
                    " ",
                    number(top + 1.5),
                    "l-3 3l3 3\"/>");
        }
        double y = box.y() + (isBox(state.number()) ? 9 : (box.height() - text.textHeight()) / 2) + 13;
        double x = box.middleX() + (state.role() == SagaRole.UNDO ? 7 : 0);
        for (String line : text.name()) {
            out.line("<text class=\"name\" x=\"", number(x), "\" y=\"", number(y), "\">", escaped(line), "</text>");
            y += StateText.NAME_LINE;
        }
        if (!text.caption().isEmpty()) {
            out.line(
                    "<text class=\"caption\" x=\"",
                    number(x),
                    "\" y=\"",
                    number(y - 2),
                    "\">",
                    escaped(text.caption()),
                    "</text>");
        }
        if (state.owner().isEmpty() && state.node().json().path("End").asBoolean(false)) {
            double ring = box.bottom() + 7 + RING;
            out.line(
                    "<path class=\"to-end\" d=\"M",
                    number(box.middleX()),
                    " ",
                    number(box.bottom()),
                    "v7\"/><circle class=\"end\" cx=\"",
                    number(box.middleX()),
                    "\" cy=\"",
                    number(ring),
                    "\" r=\"",
                    number(RING),
                    "\"/><circle class=\"end-dot\" cx=\"",
                    number(box.middleX()),
                    "\" cy=\"",
                    number(ring),
                    "\" r=\"3\"/>");
        }
        mark.filter(each -> !each.badge().isEmpty()).ifPresent(each -> badge(each.badge(), box));
        out.line("</g>");
    }

    private static String more(Optional<Marks.Mark> mark) {
        return mark.filter(each -> !each.text().isEmpty())
                .map(each -> "\n" + each.text())
                .orElse("");
    }

    private void badge(String text, Box box) {
        double width = Math.ceil(Lettering.width(text, BADGE)) + 10;
        out.line(rectangle("badge", new Box(box.right() - width / 2, box.y() - 9, width, 16), 8));
        out.line(
                "<text class=\"badge-text\" x=\"",
                number(box.right()),
                "\" y=\"",
                number(box.y() + 3),
                "\">",
                escaped(text),
                "</text>");
    }

    private static String shape(String type, Box box) {
        if (type.equals("Choice")) {
            return "<path class=\"shape\" d=\"M" + number(box.x() + SLANT) + " " + number(box.y()) + "H"
                    + number(box.right() - SLANT) + "L" + number(box.right()) + " " + number(box.middleY()) + "L"
                    + number(box.right() - SLANT) + " " + number(box.bottom()) + "H" + number(box.x() + SLANT) + "L"
                    + number(box.x()) + " " + number(box.middleY()) + "Z\"/>";
        }
        double round = switch (type) {
            case "Wait", "Succeed", "Fail" -> Math.min(box.height() / 2, 18);
            case "Map", "Parallel" -> 10;
            default -> 6;
        };
        String rectangle = rectangle("shape", box, round);
        boolean twice = type.equals("Succeed") || type.equals("Fail");
        return twice
                ? rectangle
                        + rectangle(
                                "inner",
                                new Box(box.x() + 3, box.y() + 3, box.width() - 6, box.height() - 6),
                                round - 3)
                : rectangle;
    }

    private static String rectangle(String name, Box box, double round) {
        return "<rect class=\"" + name + "\" x=\"" + number(box.x()) + "\" y=\"" + number(box.y()) + "\" width=\""
                + number(box.width()) + "\" height=\"" + number(box.height()) + "\" rx=\"" + number(round) + "\"/>";
    }

    /** What a reader is told who points at a state. */
    private String about(OutlineState state) {
        StringBuilder text =
                new StringBuilder(state.name() + "\n" + state.node().type());
        state.node().resource().ifPresent(resource -> text.append(" ").append(resource.text()));
        if (!state.undoes().isEmpty()) {
            text.append("\nundoes ").append(names(state.undoes()));
        }
        if (!state.undoneBy().isEmpty()) {
            text.append("\nundone by ").append(names(state.undoneBy()));
        }
        if (!state.node().comment().isEmpty()) {
            text.append("\n").append(state.node().comment());
        }
        return text.toString();
    }

    private String names(List<Integer> states) {
        return states.stream().map(number -> outline.state(number).name()).collect(Collectors.joining(", "));
    }

    // Lines

    private void undoing(Scene.Undoes line) {
        out.line(
                "<path class=\"undoes\" data-undo=\"",
                Integer.toString(line.undo()),
                "\" data-done=\"",
                Integer.toString(line.done()),
                "\" d=\"",
                Strokes.rounded(List.of(line.from(), line.to())),
                "\"/>");
    }

    private void edge(PlacedEdge placed) {
        if (placed.number() < 0) {
            out.line(
                    "<g class=\"edge begin\"><path class=\"line\" d=\"",
                    Strokes.rounded(placed.points()),
                    "\"/><path class=\"head\" d=\"",
                    Strokes.head(placed.points()),
                    "\"/></g>");
            return;
        }
        OutlineEdge edge = outline.edge(placed.number());
        Optional<Marks.Mark> mark = marks.ofEdge(edge.number());
        String kind = edge.kind().name().toLowerCase(Locale.ROOT);
        boolean back = outline.state(edge.from()).role() == SagaRole.UNDO
                || outline.state(edge.to()).role() == SagaRole.UNDO;
        out.line(
                "<g id=\"",
                prefix,
                "edge-",
                Integer.toString(edge.number()),
                "\" class=\"edge ",
                kind,
                back ? " compensation" : "",
                outline.state(edge.from()).owner().isPresent() ? " inside" : "",
                mark.map(each -> " " + each.name()).orElse(""),
                "\" data-from=\"",
                Integer.toString(edge.from()),
                "\" data-to=\"",
                Integer.toString(edge.to()),
                "\" data-kind=\"",
                kind,
                "\">");
        String whole = EdgeText.whole(edge);
        out.line(
                "<title>",
                escaped(outline.state(edge.from()).name() + " → "
                        + outline.state(edge.to()).name() + (whole.isEmpty() ? "" : "\n" + whole) + more(mark)),
                "</title>");
        out.line("<path class=\"reach\" d=\"", Strokes.rounded(placed.points()), "\"/>");
        out.line("<path class=\"line\" d=\"", Strokes.rounded(placed.points()), "\"/>");
        out.line("<path class=\"head\" d=\"", Strokes.head(placed.points()), "\"/>");
        if (edge.kind() == OutlineEdge.Kind.CATCH) {
            Point from = placed.points().get(0);
            out.line("<circle class=\"tail\" cx=\"", number(from.x()), "\" cy=\"", number(from.y()), "\" r=\"3.2\"/>");
        }
        placed.text().ifPresent(this::words);
        out.line("</g>");
    }

    private void words(PlacedText words) {
        Box box = words.box();
        out.line(
                "<rect class=\"paper\" x=\"",
                number(box.x()),
                "\" y=\"",
                number(box.y()),
                "\" width=\"",
                number(box.width()),
                "\" height=\"",
                number(box.height()),
                "\" rx=\"3\"/>");
        double y = box.y() + 13;
        for (String line : words.lines()) {
            out.line(
                    "<text class=\"words\" x=\"",
                    number(box.middleX()),
                    "\" y=\"",
                    number(y),
                    "\">",
                    escaped(line),
                    "</text>");
            y += PlacedWords.LINE;
        }
    }
}
