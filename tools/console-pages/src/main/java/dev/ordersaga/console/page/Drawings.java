package dev.ordersaga.console.page;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.console.html.Html;
import dev.ordersaga.drawing.Picture;
import java.util.LinkedHashMap;
import java.util.Map;

/** The drawings of the definitions that were looked at last: each is laid out once. */
final class Drawings {

    private static final int MOST = 16;

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
            if (byDefinition.size() > MOST) {
                byDefinition.remove(byDefinition.keySet().iterator().next());
            }
        }
        return drawn;
    }
}
