package dev.ordersaga.asl.intrinsic;

import dev.ordersaga.asl.expression.Randomness;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** "Replaces each occurrence of the two-character sequence {} with the next argument". */
final class Format implements IntrinsicFunction {

    @Override
    public String name() {
        return "States.Format";
    }

    @Override
    public int fewestArguments() {
        return 1;
    }

    @Override
    public int mostArguments() {
        return Integer.MAX_VALUE;
    }

    @Override
    public JsonNode apply(Arguments arguments, Randomness randomness) {
        String template = arguments.string(0);
        StringBuilder text = new StringBuilder();
        int next = 1;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == '\\' && i + 1 < template.length()) {
                text.append(template.charAt(++i));
            } else if (c == '{' && i + 1 < template.length() && template.charAt(i + 1) == '}') {
                if (next >= arguments.size()) {
                    throw arguments.failure("has more {} than arguments");
                }
                JsonNode value = arguments.any(next++);
                append(text, value);
                i++;
            } else {
                text.append(c);
            }
        }
        if (next != arguments.size()) {
            throw arguments.failure("has more arguments than {}");
        }
        return JsonNodeFactory.instance.stringNode(text.toString());
    }

    /** As the service writes them: strings bare, objects as {@code {a=1, b=[2, 3]}}. */
    private static void append(StringBuilder text, JsonNode value) {
        if (value.isString()) {
            text.append(value.stringValue());
        } else if (value.isArray()) {
            StringJoiner elements = new StringJoiner(", ", "[", "]");
            value.forEach(element -> elements.add(written(element)));
            text.append(elements);
        } else if (value.isObject()) {
            StringJoiner members = new StringJoiner(", ", "{", "}");
            value.properties().forEach(member -> members.add(member.getKey() + "=" + written(member.getValue())));
            text.append(members);
        } else {
            text.append(value);
        }
    }

    private static String written(JsonNode value) {
        StringBuilder text = new StringBuilder();
        append(text, value);
        return text.toString();
    }
}
