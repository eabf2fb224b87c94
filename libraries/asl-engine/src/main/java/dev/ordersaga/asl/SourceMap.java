package dev.ordersaga.asl;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/** Where in the text of a JSON document its parts stand. */
public final class SourceMap {

    private final Map<String, Location> locations = new HashMap<>();

    /**
     * A place in a text.
     *
     * @param line from 1
     * @param column from 1
     * @param offset in characters, from 0
     */
    public record Location(int line, int column, long offset) {}

    private SourceMap() {}

    static SourceMap of(String text) {
        SourceMap map = new SourceMap();
        try (JsonParser parser = JsonMapper.shared().createParser(text)) {
            while (parser.nextToken() != null) {
                TokenStreamLocation at = parser.currentTokenLocation();
                map.locations.putIfAbsent(
                        parser.streamReadContext().pathAsPointer().toString(),
                        new Location(at.getLineNr(), at.getColumnNr(), at.getCharOffset()));
            }
        }
        return map;
    }

    /** Where a pointer points; for what is not there, where it is missing. */
    public Location at(String pointer) {
        String place = pointer;
        while (!locations.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return locations.getOrDefault(place, new Location(1, 1, 0));
    }
}
