package dev.ordersaga.console.page;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.drawing.Picture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The drawings of the definitions that were looked at last: each is laid out once. */
final class Drawings {

    private static final int MAX_DRAWINGS = 16;

    private static final String SMALL_SAGA = """
            {"StartAt":"Do","States":{
              "Do":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Comment":"Undone by Undo.","Next":"Which",
                "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Undo"}]},
              "Which":{"Type":"Choice","Choices":[{"Variable":"$.a","IsPresent":true,"Next":"End"}],"Default":"Undo"},
              "Undo":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true},
              "End":{"Type":"Succeed"}}}
            """;

    private final AtomicBoolean warm = new AtomicBoolean();
    private final Map<String, Html> byDefinition = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * A definition, drawn.
     *
     * @param prefix before each of its ids, so that a page may hold two
     */
    synchronized Html of(String definition, Outline outline, String prefix) {
        String key = prefix + "\n" + definition;
        Html drawn = byDefinition.get(key);
        if (drawn == null) {
            drawn = Html.madeElsewhere(Picture.of(outline).svg(prefix));
            byDefinition.put(key, drawn);
            if (byDefinition.size() > MAX_DRAWINGS) {
                byDefinition.remove(byDefinition.keySet().iterator().next());
            }
        }
        return drawn;
    }

    /** Draws something once, so that the classes for it are loaded before a person waits for a picture. */
    void warmUp() {
        if (warm.compareAndSet(false, true)) {
            of(SMALL_SAGA, Outline.of(SMALL_SAGA), "");
        }
    }
}
