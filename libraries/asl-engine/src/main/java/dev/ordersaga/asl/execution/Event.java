package dev.ordersaga.asl.execution;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One line of the history as the interpreter writes it; its id is its place. */
record Event(
        long previous, Instant at, String type, @Nullable EventDetails details) {

    HistoryEvent told(long id) {
        if (details == null) {
            return new HistoryEvent(id, previous, at, type, null, null);
        }
        AsJson json = new AsJson();
        details.write(json);
        return new HistoryEvent(id, previous, at, type, details.name(), json.root);
    }

    /** Makes the tree that {@link HistoryEvent} shows. */
    static final class AsJson implements FieldWriter {

        final ObjectNode root = JsonNodeFactory.instance.objectNode();
        private final Deque<ObjectNode> outer = new ArrayDeque<>(2);
        private ObjectNode object = root;

        @Override
        public void text(String name, String value) {
            object.put(name, value);
        }

        @Override
        public void number(String name, long value) {
            object.put(name, value);
        }

        @Override
        public void flag(String name, boolean value) {
            object.put(name, value);
        }

        @Override
        public void begin(String name) {
            outer.push(object);
            object = object.putObject(name);
        }

        @Override
        public void end() {
            object = outer.pop();
        }
    }
}
