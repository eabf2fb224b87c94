package dev.ordersaga.asl.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A payload template: JSON in which some values are expressions. Nothing is copied that no expression changes. */
public sealed interface Template {

    /**
     * Puts the values in.
     *
     * @param field the name of the field that holds the template, such as {@code Output}
     */
    JsonNode fill(Scope scope, String field);

    /** The same template, one of several: messages name its place before the field, as in {@code Choices[1]/Output}. */
    default Template in(String place) {
        return new Placed(place, this);
    }

    /** A template of a rule or a Catcher. */
    record Placed(String place, Template template) implements Template {

        @Override
        public JsonNode fill(Scope scope, String field) {
            return template.fill(scope, place + "/" + field);
        }
    }

    /** JSON without an expression in it. */
    record Fixed(JsonNode value) implements Template {

        @Override
        public JsonNode fill(Scope scope, String field) {
            return value;
        }
    }

    /** An expression in the place of a value. */
    record Computed(Expression expression) implements Template {

        @Override
        public JsonNode fill(Scope scope, String field) {
            return expression.evaluate(scope, field);
        }
    }

    /** An object with an expression somewhere in it. */
    record Members(Map<String, Member> members) implements Template {

        public Members {
            members = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public JsonNode fill(Scope scope, String field) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> object.set(name, member.template().fill(scope, member.field(field))));
            return object;
        }
    }

    /** One member of an object. */
    final class Member {

        private final String key;
        private final boolean nested;
        private final Template template;

        /** The last name that was put together: it is the same each time the state runs. */
        private @Nullable Name last;

        private record Name(String parent, String field) {}

        /**
         * A member as it is written.
         *
         * @param key the key as written, with the {@code .$} of JSONPath
         * @param nested whether messages name the member by its whole way through the template, as for JSONata
         */
        Member(String key, boolean nested, Template template) {
            this.key = key;
            this.nested = nested;
            this.template = template;
        }

        Template template() {
            return template;
        }

        @SuppressWarnings("ReferenceEquality") // another string of the same text is put together again, that is all
        String field(String parent) {
            if (!nested) {
                return key;
            }
            Name known = last;
            if (known == null || known.parent() != parent) {
                known = new Name(parent, parent + "/" + key);
                last = known;
            }
            return known.field();
        }
    }

    /** An array with an expression somewhere in it. */
    record Elements(List<Template> elements) implements Template {

        public Elements {
            elements = List.copyOf(elements);
        }

        @Override
        public JsonNode fill(Scope scope, String field) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
            for (int i = 0; i < elements.size(); i++) {
                array.add(elements.get(i).fill(scope, field + "[" + i + "]"));
            }
            return array;
        }
    }
}
