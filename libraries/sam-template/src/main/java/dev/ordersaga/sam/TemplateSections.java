package dev.ordersaga.sam;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The sections of a template, each a mapping. */
record TemplateSections(
        ObjectNode parameters,
        ObjectNode mappings,
        ObjectNode conditions,
        ObjectNode rules,
        ObjectNode globals,
        ObjectNode resources,
        ObjectNode outputs,
        boolean languageExtensions) {

    private static final Set<String> KNOWN = Set.of(
            "AWSTemplateFormatVersion",
            "Transform",
            "Description",
            "Metadata",
            "Parameters",
            "Mappings",
            "Rules",
            "Conditions",
            "Globals",
            "Resources",
            "Outputs");

    private static final String SERVERLESS = "AWS::Serverless-2016-10-31";
    private static final String LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

    static TemplateSections of(ObjectNode root, Problems problems) {
        problems.requireKnown(root, "", KNOWN);
        List<String> transforms = new ArrayList<>();
        JsonNode transform = root.path("Transform");
        for (int i = 0; i < Math.max(1, transform.size()); i++) {
            JsonNode one = transform.isArray() ? transform.path(i) : transform;
            String place = transform.isArray() ? "/Transform/" + i : "/Transform";
            if (one.isMissingNode()) {
                continue;
            }
            String name = one.isObject() ? one.path("Name").asString("") : one.asString("");
            if (!name.equals(SERVERLESS) && !name.equals(LANGUAGE_EXTENSIONS)) {
                problems.add(place, "the macro " + name + " is not run here");
            }
            transforms.add(name);
        }
        return new TemplateSections(
                section(root, "Parameters", problems),
                section(root, "Mappings", problems),
                section(root, "Conditions", problems),
                section(root, "Rules", problems),
                section(root, "Globals", problems),
                section(root, "Resources", problems),
                section(root, "Outputs", problems),
                transforms.contains(LANGUAGE_EXTENSIONS));
    }

    private static ObjectNode section(ObjectNode root, String name, Problems problems) {
        JsonNode section = root.path(name);
        if (!(section instanceof ObjectNode mapping)) {
            if (!section.isMissingNode()) {
                problems.add("/" + name, "must be a mapping");
            }
            return JsonNodeFactory.instance.objectNode();
        }
        ObjectNode kept = mapping.deepCopy();
        for (String field : mapping.propertyNames()) {
            if (field.startsWith("Fn::")) {
                String function = field.startsWith("Fn::ForEach") ? "Fn::ForEach" : field;
                problems.add(Pointer.of("/" + name, field), function + " is not known here");
                kept.remove(field);
            } else if (!mapping.get(field).isObject()) {
                problems.add(Pointer.of("/" + name, field), "must be a mapping");
                kept.remove(field);
            }
        }
        return kept;
    }
}
