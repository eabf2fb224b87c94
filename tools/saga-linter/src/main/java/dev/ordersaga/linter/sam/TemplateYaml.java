package dev.ordersaga.linter.sam;

import java.io.StringReader;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
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

/** A template's YAML (or JSON, which is YAML too) as JSON, the short forms of intrinsic functions made long ones. */
final class TemplateYaml {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** An alias may stand inside of what it stands for. */
    private static final int DEEPEST = 200;

    private TemplateYaml() {}

    /** Reads a template's text. @throws InvalidTemplate for what is no YAML mapping */
    static ObjectNode read(String text) {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        Node document;
        try {
            document = new Yaml(limits).compose(new StringReader(text));
        } catch (YAMLException e) {
            throw new InvalidTemplate(
                    "the template is no YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        if (document != null && node(document, 0) instanceof ObjectNode root) {
            return root;
        }
        throw new InvalidTemplate("the template is no mapping");
    }

    private static JsonNode node(Node node, int depth) {
        if (depth > DEEPEST) {
            throw new InvalidTemplate("the template is nested too deeply");
        }
        String tag = node.getTag().getValue();
        if (!tag.startsWith("!") || tag.length() == 1) {
            return value(node, depth);
        }
        String name = tag.substring(1);
        JsonNode argument = value(node, depth);
        ObjectNode call = JSON.objectNode();
        return call.set(name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name, argument);
    }

    private static JsonNode value(Node node, int depth) {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JSON.objectNode();
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                object.set(key, node(entry.getValueNode(), depth + 1));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            sequence.getValue().forEach(item -> array.add(node(item, depth + 1)));
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.getTag().equals(Tag.NULL) ? JSON.nullNode() : JSON.stringNode(scalar.getValue());
    }
}
