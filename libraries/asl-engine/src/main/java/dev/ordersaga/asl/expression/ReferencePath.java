package dev.ordersaga.asl.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** "A Path with its syntax limited in such a way that it can only identify a single node": where a result goes. */
public final class ReferencePath {

    /** {@code $}: the result takes the place of the input. */
    public static final ReferencePath ROOT = new ReferencePath("$", List.of());

    private static final Pattern STEP = Pattern.compile(
            "\\.([^.\\[\\]'\"()*@,:?\\s]+)|\\[(\\d{1,9})]|\\['((?:[^'\\\\]|\\\\.)+)']|\\[\"((?:[^\"\\\\]|\\\\.)+)\"]");

    /** {@code $} or {@code $$}, or the name of a variable behind the sign. */
    private static final Pattern WHERE_FROM = Pattern.compile("\\$(\\$|\\p{L}[\\p{L}\\p{N}_]*)?");

    private final String source;
    private final List<Step> steps;

    private ReferencePath(String source, List<Step> steps) {
        this.source = source;
        this.steps = steps;
    }

    /**
     * Reads the text.
     *
     * @throws SyntaxProblem if the path could match more than one value, or reaches outside the input
     */
    public static ReferencePath parse(String text) {
        if (!text.startsWith("$") || text.startsWith("$$")) {
            throw new SyntaxProblem("must be a Reference Path, beginning with a single $");
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int at = 1;
        while (at < text.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new SyntaxProblem("must be a Reference Path, one that can only match a single value");
            }
            if (matcher.group(2) != null) {
                steps.add(new Index(Integer.parseInt(matcher.group(2))));
            } else {
                String name = matcher.group(1) != null
                        ? matcher.group(1)
                        : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
                steps.add(new Name(name));
            }
            at = matcher.end();
        }
        return new ReferencePath(text, List.copyOf(steps));
    }

    /** Whether a path can only match a single value, be it of the input, a variable or the context object. */
    public static boolean isOne(String text) {
        Matcher from = WHERE_FROM.matcher(text);
        if (!from.lookingAt()) {
            return false;
        }
        int at = from.end();
        Matcher step = STEP.matcher(text);
        while (at < text.length() && step.find(at) && step.start() == at) {
            at = step.end();
        }
        return at == text.length();
    }

    /**
     * A copy of {@code document} with {@code value} at this place; missing objects on the way are made.
     *
     * @throws EvaluationFailure {@code States.ResultPathMatchFailure} where something else stands in the way
     */
    public JsonNode put(JsonNode document, JsonNode value) {
        return put(document, value, 0, document);
    }

    private JsonNode put(JsonNode node, JsonNode value, int depth, JsonNode document) {
        if (depth == steps.size()) {
            return value;
        }
        return steps.get(depth).put(this, node, value, depth, document);
    }

    private EvaluationFailure doesNotFit(JsonNode document) {
        return EvaluationFailure.of(
                EvaluationFailure.RESULT_PATH_MATCH_FAILURE,
                "Unable to apply ReferencePath " + source + " to input " + document);
    }

    @Override
    public String toString() {
        return source;
    }

    private sealed interface Step permits Name, Index {

        JsonNode put(ReferencePath path, JsonNode node, JsonNode value, int depth, JsonNode document);
    }

    private record Name(String name) implements Step {

        @Override
        public JsonNode put(ReferencePath path, JsonNode node, JsonNode value, int depth, JsonNode document) {
            if (!(node instanceof ObjectNode object)) {
                throw path.doesNotFit(document);
            }
            ObjectNode copy = object.objectNode();
            copy.setAll(object);
            JsonNode member = object.get(name);
            copy.set(name, path.put(member == null ? object.objectNode() : member, value, depth + 1, document));
            return copy;
        }
    }

    private record Index(int index) implements Step {

        @Override
        public JsonNode put(ReferencePath path, JsonNode node, JsonNode value, int depth, JsonNode document) {
            if (!(node instanceof ArrayNode array) || index >= array.size()) {
                throw path.doesNotFit(document);
            }
            ArrayNode copy = array.arrayNode(array.size());
            copy.addAll(array);
            copy.set(index, path.put(array.get(index), value, depth + 1, document));
            return copy;
        }
    }
}
