package dev.ordersaga.asl.expression;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON trees as the maps, lists and plain values that the query libraries work on, without a copy: an expression that
 * picks one field out of a large document touches that field only.
 */
final class JsonView {

    private JsonView() {}

    /**
     * The node as a plain value.
     *
     * @param nullValue what stands for JSON's null
     */
    static @Nullable Object of(JsonNode node, @Nullable Object nullValue) {
        if (node instanceof ObjectNode object) {
            return new ObjectView(object, nullValue);
        }
        if (node instanceof ArrayNode array) {
            return new ArrayView(array, nullValue);
        }
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isBoolean() ? (Object) node.booleanValue() : nullValue;
    }

    /**
     * A plain value as a tree; a view gives back the node it was made from.
     *
     * @throws IllegalArgumentException for a value that JSON cannot hold, such as a function
     */
    static JsonNode toNode(@Nullable Object value, @Nullable Object nullValue) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null || value == nullValue) {
            return nodes.nullNode();
        }
        if (value instanceof ObjectView view) {
            return view.node;
        }
        if (value instanceof ArrayView view) {
            return view.node;
        }
        if (value instanceof String text) {
            return nodes.stringNode(text);
        }
        if (value instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        }
        if (value instanceof Number number) {
            return toNode(number);
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((key, member) -> object.set(String.valueOf(key), toNode(member, nullValue)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode(list.size());
            for (Object element : list) {
                array.add(toNode(element, nullValue));
            }
            return array;
        }
        throw new IllegalArgumentException("not JSON: " + value.getClass().getName());
    }

    private static JsonNode toNode(Number number) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (number instanceof Integer i) {
            return nodes.numberNode(i.intValue());
        }
        if (number instanceof Long l) {
            return nodes.numberNode(l.longValue());
        }
        if (number instanceof java.math.BigInteger big) {
            return nodes.numberNode(big);
        }
        if (number instanceof java.math.BigDecimal big) {
            return nodes.numberNode(big);
        }
        double value = number.doubleValue();
        // JSON has no such numbers; the service writes their names.
        return Double.isFinite(value) ? nodes.numberNode(value) : nodes.stringNode(Double.toString(value));
    }

    private static final class ObjectView extends AbstractMap<String, @Nullable Object> {

        private final ObjectNode node;
        private final @Nullable Object nullValue;

        ObjectView(ObjectNode node, @Nullable Object nullValue) {
            this.node = node;
            this.nullValue = nullValue;
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            JsonNode member = key instanceof String name ? node.get(name) : null;
            return member == null ? null : of(member, nullValue);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return key instanceof String name && node.has(name);
        }

        @Override
        public int size() {
            return node.size();
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Entry<String, @Nullable Object>> iterator() {
                    Iterator<Entry<String, JsonNode>> members =
                            node.properties().iterator();
                    return new Iterator<>() {
                        @Override
                        public boolean hasNext() {
                            return members.hasNext();
                        }

                        @Override
                        public Entry<String, @Nullable Object> next() {
                            Entry<String, JsonNode> member = members.next();
                            return new SimpleImmutableEntry<>(member.getKey(), of(member.getValue(), nullValue));
                        }
                    };
                }

                @Override
                public int size() {
                    return node.size();
                }
            };
        }
    }

    private static final class ArrayView extends AbstractList<@Nullable Object> implements RandomAccess {

        private final ArrayNode node;
        private final @Nullable Object nullValue;

        ArrayView(ArrayNode node, @Nullable Object nullValue) {
            this.node = node;
            this.nullValue = nullValue;
        }

        @Override
        public @Nullable Object get(int index) {
            JsonNode element = node.get(index);
            if (element == null) {
                throw new IndexOutOfBoundsException(index);
            }
            return of(element, nullValue);
        }

        @Override
        public int size() {
            return node.size();
        }
    }
}
