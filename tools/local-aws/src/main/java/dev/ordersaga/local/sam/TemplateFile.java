package dev.ordersaga.local.sam;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
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
 * A template as it is written: its YAML as JSON, the short forms of intrinsic functions ({@code !Ref}) made long ones, and for each
 * place the line it stands on.
 */
record TemplateFile(Path path, ObjectNode root, Map<String, Integer> lines) {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    TemplateFile {
        lines = Map.copyOf(lines);
    }

    /** Reads a file. @throws InvalidTemplate where it is not there or is no YAML mapping */
    static TemplateFile read(Path path) {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new InvalidTemplate("there is no template at " + path);
        }
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        Node document;
        try (Reader reader = Files.newBufferedReader(path)) {
            document = new Yaml(limits).compose(reader);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new InvalidTemplate(List.of(new Problem("", line, "is no YAML: " + e.getProblem())));
        } catch (IOException e) {
            throw new InvalidTemplate("the template " + path + " cannot be read: " + e.getMessage());
        }
        Map<String, Integer> lines = new HashMap<>();
        if (document == null || !(read(document, "", lines) instanceof ObjectNode root)) {
            throw new InvalidTemplate(List.of(new Problem("", 1, "is no mapping")));
        }
        return new TemplateFile(path, root, lines);
    }

    /** The line of a place, or of what is around it. */
    int line(String pointer) {
        String place = pointer;
        while (!lines.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return lines.getOrDefault(place, 1);
    }

    /** A file named in the template, relative to it. */
    Path resolve(String relative) {
        return path.toAbsolutePath().resolveSibling(relative).normalize();
    }

    private static JsonNode read(Node node, String place, Map<String, Integer> lines) {
        lines.putIfAbsent(place, node.getStartMark().getLine() + 1);
        String tag = node.getTag().getValue();
        if (tag.startsWith("!") && tag.length() > 1) {
            return intrinsic(tag.substring(1), value(node, place, lines));
        }
        return value(node, place, lines);
    }

    private static JsonNode value(Node node, String place, Map<String, Integer> lines) {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                String at = place + "/" + key.replace("~", "~0").replace("/", "~1");
                lines.put(at, entry.getKeyNode().getStartMark().getLine() + 1);
                object.set(key, read(entry.getValueNode(), at, lines));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(read(item, place + "/" + array.size(), lines));
            }
            return array;
        }
        return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(text.equalsIgnoreCase("true") || text.equalsIgnoreCase("yes"));
        }
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.INT)) {
            try {
                return JSON.numberNode(Long.parseLong(text));
            } catch (NumberFormatException e) {
                return JSON.stringNode(text);
            }
        }
        return JSON.stringNode(text);
    }

    private static JsonNode intrinsic(String name, JsonNode argument) {
        ObjectNode call = JSON.objectNode();
        if (name.equals("GetAtt") && argument.isString()) {
            String text = argument.asString();
            int dot = text.indexOf('.');
            ArrayNode parts = JSON.arrayNode();
            parts.add(dot < 0 ? text : text.substring(0, dot)).add(dot < 0 ? "" : text.substring(dot + 1));
            return call.set("Fn::GetAtt", parts);
        }
        return call.set(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, argument);
    }
}
