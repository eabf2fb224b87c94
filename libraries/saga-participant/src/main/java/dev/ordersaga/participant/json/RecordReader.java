package dev.ordersaga.participant.json;

import dev.ordersaga.participant.json.ValueReader.Value;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Reads a JSON object into a record, and refuses what does not fit exactly: a field that the record does not have, one that is
 * missing (or null, unless it is {@code @Nullable}), one of another type. Nothing is converted but a text into an
 * {@link java.time.Instant} or the constant of an enum. What a record's own constructor refuses by
 * {@link IllegalArgumentException} is refused with that message.
 *
 * <p>A record within another that has one component only is a value, such as a record {@code Sku(String value)}, and is read
 * from what its component is read from. Components may be texts, {@code int}, {@code long}, {@code boolean}, instants, enums,
 * records, and lists of these. Safe for use by many threads.
 */
public final class RecordReader<T extends Record> {

    private final Class<T> type;
    private final RecordShape shape;

    /**
     * Looks up what the record is made of.
     *
     * @throws IllegalArgumentException if a component is of another type than those
     */
    public RecordReader(Class<T> type) {
        this.type = type;
        this.shape = new RecordShape(type);
    }

    /** The names of the fields, in the order of the record's components. */
    public Set<String> fields() {
        return shape.fields();
    }

    /**
     * Reads a record.
     *
     * @throws JsonMismatch where the value does not fit, at its first such place
     */
    public T read(JsonNode object) {
        return type.cast(shape.read(new Value(Place.ROOT, Place.ROOT, "", object)));
    }

    /** What is wrong with a document that has a field of this name, which is shown as far as it can be one. */
    public static JsonMismatch unknownField(String name) {
        return RecordShape.unknownField(Place.ROOT, name);
    }
}
