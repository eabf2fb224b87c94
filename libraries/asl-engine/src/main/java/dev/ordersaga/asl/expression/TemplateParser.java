package dev.ordersaga.asl.expression;

import dev.ordersaga.asl.expression.Template.Computed;
import dev.ordersaga.asl.expression.Template.Elements;
import dev.ordersaga.asl.expression.Template.Fixed;
import dev.ordersaga.asl.expression.Template.Member;
import dev.ordersaga.asl.expression.Template.Members;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Finds the expressions in a payload template, by the rules of its query language. */
public final class TemplateParser {

    private final boolean jsonata;
    private final Function<String, Expression> expressions;
    private final Listener listener;

    private TemplateParser(boolean jsonata, Function<String, Expression> expressions, Listener listener) {
        this.jsonata = jsonata;
        this.expressions = expressions;
        this.listener = listener;
    }

    /** Hears what is wrong, and where: the JSON pointer of the value, and why. */
    @FunctionalInterface
    public interface Listener {
        void problem(String pointer, SyntaxProblem problem);
    }

    /** Every string in the delimiters of JSONata is an expression, in arrays too. */
    public static TemplateParser jsonata(Listener listener) {
        return new TemplateParser(true, JsonataExpression::parse, listener);
    }

    /** The same within a Catcher, where {@code $states.errorOutput} is offered. */
    public static TemplateParser jsonataInCatcher(Listener listener) {
        return new TemplateParser(true, JsonataExpression::parseInCatcher, listener);
    }

    /**
     * "If any field within the Payload Template (however deeply nested) has a name ending with the characters .$, its
     * value is transformed".
     *
     * @param expressions parses a path or a call of an intrinsic function
     */
    public static TemplateParser jsonPath(Function<String, Expression> expressions, Listener listener) {
        return new TemplateParser(false, expressions, listener);
    }

    public Template parse(JsonNode json, String pointer) {
        if (json.isObject()) {
            return object(json, pointer);
        }
        if (json.isArray()) {
            return array(json, pointer);
        }
        if (jsonata && json.isString()) {
            String text = json.stringValue();
            if (JsonataExpression.isDelimited(text)) {
                return computed(text, pointer);
            }
            if (text.startsWith("{%") || text.endsWith("%}")) {
                listener.problem(
                        pointer,
                        new SyntaxProblem(
                                SyntaxProblem.Kind.MALFORMED,
                                "must begin with {% and end with %}, or do neither",
                                JsonataExpression.ENDS_OF_EXPRESSIONS));
            }
        }
        return new Fixed(json);
    }

    private Template object(JsonNode json, String pointer) {
        Map<String, Member> members = new LinkedHashMap<>();
        boolean fixed = true;
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String key = entry.getKey();
            String place = pointer + "/" + escape(key);
            Template value;
            String name = key;
            if (!jsonata && key.endsWith(".$")) {
                name = key.substring(0, key.length() - 2);
                if (entry.getValue().isString()) {
                    value = computed(entry.getValue().stringValue(), place);
                } else {
                    listener.problem(place, new SyntaxProblem("must be a string: a JSONPath or an intrinsic function"));
                    value = new Fixed(entry.getValue());
                }
                if (json.has(name)) {
                    listener.problem(place, SyntaxProblem.givenTwice(name));
                }
            } else {
                value = parse(entry.getValue(), place);
            }
            fixed &= value instanceof Fixed && name.equals(key);
            members.put(name, new Member(key, jsonata, value));
        }
        return fixed ? new Fixed(json) : new Members(members);
    }

    private Template array(JsonNode json, String pointer) {
        List<Template> elements = new ArrayList<>();
        boolean fixed = true;
        for (int i = 0; i < json.size(); i++) {
            Template element = parse(json.get(i), pointer + "/" + i);
            fixed &= element instanceof Fixed;
            elements.add(element);
        }
        return fixed ? new Fixed(json) : new Elements(elements);
    }

    private Template computed(String text, String pointer) {
        try {
            return new Computed(expressions.apply(text));
        } catch (SyntaxProblem e) {
            listener.problem(pointer, e);
            return new Fixed(tools.jackson.databind.node.JsonNodeFactory.instance.nullNode());
        }
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
