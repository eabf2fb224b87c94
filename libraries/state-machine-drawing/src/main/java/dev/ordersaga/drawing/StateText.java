package dev.ordersaga.drawing;

import dev.ordersaga.analysis.OutlineState;
import dev.ordersaga.analysis.SagaRole;
import dev.ordersaga.asl.StateNode;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is written into a state, and how much room that takes. */
record StateText(List<String> name, String caption, double width, double height) {

    static final double NAME_SIZE = 13;
    static final double CAPTION_SIZE = 10.5;
    static final double NAME_LINE = 17;
    static final double CAPTION_LINE = 14;

    /** How much wider bold letters are. */
    private static final double BOLD = 1.1;

    private static final double NAME_WIDTH = 168;
    private static final double MARGIN = 14;
    private static final double LEAST_WIDTH = 88;

    static StateText of(OutlineState outlined) {
        StateNode state = outlined.node();
        List<String> name = Lettering.wrap(state.name(), NAME_SIZE * BOLD, NAME_WIDTH, 6);
        String caption = Lettering.shorten(caption(outlined), CAPTION_SIZE, NAME_WIDTH);
        double text = name.stream()
                .mapToDouble(line -> Lettering.width(line, NAME_SIZE * BOLD))
                .max()
                .orElse(0);
        double slant = state.type().equals("Choice") ? 10 : outlined.role() == SagaRole.UNDO ? 7 : 0;
        double width =
                Math.max(Math.max(text, Lettering.width(caption, CAPTION_SIZE)) + 2 * (MARGIN + slant), LEAST_WIDTH);
        double height = 2 * 9 + name.size() * NAME_LINE + (caption.isEmpty() ? 0 : CAPTION_LINE);
        return new StateText(name, caption, Lettering.even(width), Math.ceil(height));
    }

    /** The room that the lines alone take. */
    double textHeight() {
        return height - 2 * 9;
    }

    private static String caption(OutlineState outlined) {
        if (outlined.role() == SagaRole.PIVOT) {
            return "the pivot";
        }
        StateNode state = outlined.node();
        JsonNode json = state.json();
        return switch (state.type()) {
            case "Task" ->
                state.resource()
                        .map(resource -> switch (resource.waitsFor()) {
                            case WAIT_FOR_CALLBACK -> "waits for an answer";
                            case RUN_A_JOB -> "waits for the job";
                            case REQUEST_RESPONSE -> "";
                        })
                        .orElse("");
            case "Wait" ->
                json.path("Seconds").isIntegralNumber()
                        ? "waits " + seconds(json.path("Seconds").longValue())
                        : "waits";
            case "Map" -> "for each item";
            case "Parallel" -> "all at once";
            default -> "";
        };
    }

    private static String seconds(long seconds) {
        if (seconds >= 2 * 86_400 && seconds % 86_400 == 0) {
            return seconds / 86_400 + " days";
        }
        if (seconds >= 3_600 && seconds % 3_600 == 0) {
            return seconds / 3_600 + " h";
        }
        return seconds >= 60 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
