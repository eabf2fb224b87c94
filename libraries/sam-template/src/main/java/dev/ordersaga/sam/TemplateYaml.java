package dev.ordersaga.sam;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A template's text (YAML, or JSON, which is YAML too) as JSON, with the position of each place. Short forms of intrinsic functions
 * ({@code !Ref}) are made long ones, aliases are replaced by copies of what they stand for, and merge keys ({@code <<}) are merged.
 */
final class TemplateYaml {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Deeper than any template; each level costs several frames of the stack wherever the template is walked. */
    private static final int MAX_DEPTH = 100;

    /** CloudFormation takes templates of up to a megabyte: that many nodes are written out nowhere, only multiplied by aliases. */
    private static final int MAX_NODES = 200_000;

    private record Position(int line, int column) {}

    private final Map<String, Position> positions = new HashMap<>();
    private final Map<String, String> inherited = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Deque<Node> open = new ArrayDeque<>();
    private final ObjectNode root;
    private int nodes;

    private TemplateYaml(String text) {
        Node document = composed(text);
        if (!(document instanceof MappingNode)) {
            throw new InvalidTemplate("the template is no mapping", new Problem("", 1, 1, "is no mapping"));
        }
        this.root = read(document, "") instanceof ObjectNode object ? object : JSON.objectNode();
        if (!problems.isEmpty()) {
            throw new InvalidTemplate(problems);
        }
    }

    /**
     * Reads a text.
     *
     * @throws InvalidTemplate for what is no YAML mapping, has a key twice or an alias inside of what it stands for
     */
    static TemplateYaml read(String text) {
        return new TemplateYaml(text);
    }

    ObjectNode root() {
        return root;
    }

    /** Makes known that what is not written at a place may be written at another one. */
    void inherits(String place, String from) {
        inherited.put(place, from);
    }

    /** A problem at a place, or at what is around it where the place itself is not written in the file. */
    Problem problem(String pointer, String message) {
        Position position = position(pointer);
        return new Problem(pointer, position.line(), position.column(), message);
    }

    private Position position(String pointer) {
        if (positions.containsKey(pointer)) {
            return positions.get(pointer);
        }
        for (Map.Entry<String, String> origin : inherited.entrySet()) {
            if (pointer.startsWith(origin.getKey() + "/")
                    && !positions.containsKey(firstField(pointer, origin.getKey()))) {
                return position(
                        origin.getValue() + pointer.substring(origin.getKey().length()));
            }
        }
        return pointer.isEmpty()
                ? new Position(1, 1)
                : position(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
    }

    /** The first step of a pointer below another one. */
    private static String firstField(String pointer, String above) {
        int end = pointer.indexOf('/', above.length() + 1);
        return end < 0 ? pointer : pointer.substring(0, end);
    }

    private static @Nullable Node composed(String text) {
        LoaderOptions limits = new LoaderOptions();
        // Both are bounded below, with their place.
        limits.setMaxAliasesForCollections(Integer.MAX_VALUE);
        limits.setNestingDepthLimit(4 * MAX_DEPTH);
        // Tabs may stand between the tokens of JSON, not of YAML.
        String source = text.stripLeading().startsWith("{") ? text.replace('\t', ' ') : text;
        try {
            return new Yaml(limits).compose(new StringReader(source));
        } catch (MarkedYAMLException e) {
            Mark mark = e.getProblemMark();
            Problem problem = new Problem(
                    "",
                    mark == null ? 1 : mark.getLine() + 1,
                    mark == null ? 1 : mark.getColumn() + 1,
                    "is no YAML: " + String.valueOf(e.getProblem()).replaceAll("\\s+", " "));
            throw new InvalidTemplate(
                    "the template is no YAML: line " + problem.line() + ", column " + problem.column() + ": "
                            + String.valueOf(e.getProblem()).replaceAll("\\s+", " "),
                    problem);
        } catch (YAMLException e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new InvalidTemplate(
                    "the template is no YAML: " + reason, new Problem("", 1, 1, "is no YAML: " + reason));
        }
    }

    private JsonNode read(Node node, String place) {
        positions.putIfAbsent(place, position(node));
        if (open.contains(node)) {
            return refused(node, place, "is an alias inside of what it stands for");
        }
        nodes++;
        if (nodes > MAX_NODES) {
            if (nodes == MAX_NODES + 1) {
                refused(node, place, "the aliases up to here make more than " + MAX_NODES + " values of the template");
            }
            return JSON.nullNode();
        }
        if (open.size() > MAX_DEPTH) {
            return refused(node, place, "is nested more than " + MAX_DEPTH + " deep");
        }
        open.push(node);
        try {
            String tag = node.getTag().getValue();
            if (tag.startsWith("!") && tag.length() > 1) {
                return intrinsic(tag.substring(1), node, place);
            }
            return value(node, place);
        } finally {
            open.pop();
        }
    }

    private JsonNode refused(Node node, String place, String message) {
        Position position = positions.getOrDefault(place, position(node));
        problems.add(new Problem(place, position.line(), position.column(), message));
        return JSON.nullNode();
    }

    private JsonNode value(Node node, String place) {
        if (node instanceof MappingNode mapping) {
            return object(mapping, place);
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(read(item, place + "/" + array.size()));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, String place) {
        ObjectNode object = JSON.objectNode();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                refused(entry.getKeyNode(), place, "has a key that is no text");
                continue;
            }
            if (key.getTag().equals(Tag.MERGE)) {
                merged.add(entry.getValueNode());
                continue;
            }
            String at = Pointer.of(place, key.getValue());
            if (object.has(key.getValue())) {
                positions.put(at, position(key));
                refused(key, at, "stands there twice");
                continue;
            }
            positions.put(at, position(key));
            object.set(key.getValue(), read(entry.getValueNode(), at));
        }
        merged.forEach(node -> merge(node, place, object));
        return object;
    }

    /** "<<": the fields of a mapping, or of each of several, that are not there already. */
    private void merge(Node node, String place, ObjectNode into) {
        if (node instanceof SequenceNode several) {
            several.getValue().forEach(one -> merge(one, place, into));
        } else if (read(node, Pointer.of(place, "<<")) instanceof ObjectNode shared) {
            shared.properties().forEach(field -> into.putIfAbsent(field.getKey(), field.getValue()));
        } else {
            refused(node, Pointer.of(place, "<<"), "merges what is no mapping");
        }
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(
                    text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes") || text.equalsIgnoreCase("on"));
        }
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        try {
            // A leading zero is part of a name, such as an account's: YAML's octal numbers mean nothing in a template.
            if (tag.equals(Tag.INT) && !text.matches("[-+]?0\\d+")) {
                return JSON.numberNode(Long.parseLong(text));
            }
            if (tag.equals(Tag.FLOAT)) {
                return JSON.numberNode(new BigDecimal(text));
            }
        } catch (NumberFormatException e) {
            // Hexadecimal, infinite and such like: the text as it is written.
        }
        return JSON.stringNode(text);
    }

    private JsonNode intrinsic(String tag, Node node, String place) {
        String name = tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag;
        JsonNode argument = value(node, Pointer.of(place, name));
        ObjectNode call = JSON.objectNode();
        if (name.equals("Fn::GetAtt") && argument.isString()) {
            return call.set(name, attribute(argument.asString()));
        }
        return call.set(name, argument);
    }

    /** "!GetAtt logicalId.attribute"; the attribute may have dots itself. */
    static ArrayNode attribute(String text) {
        int dot = text.indexOf('.');
        return JSON.arrayNode()
                .add(dot < 0 ? text : text.substring(0, dot))
                .add(dot < 0 ? "" : text.substring(dot + 1));
    }

    private static Position position(Node node) {
        return new Position(
                node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }
}
