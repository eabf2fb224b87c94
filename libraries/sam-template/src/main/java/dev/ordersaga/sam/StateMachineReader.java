package dev.ordersaga.sam;

import dev.ordersaga.sam.StateMachineResource.Substitution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads state machines: {@code AWS::Serverless::StateMachine} and {@code AWS::StepFunctions::StateMachine}. */
final class StateMachineReader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern OPEN = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");
    private static final Pattern NAME_IN_SUB = Pattern.compile("\\$\\{([^!}.][^}.]*)(\\.[^}]*)?}");

    private final Path template;
    private final @Nullable StackId stack;
    private final Intrinsics intrinsics;
    private final Problems problems;

    /** Reads from a template; definitions only where it is deployed as a stack. */
    StateMachineReader(Path template, @Nullable StackId stack, Intrinsics intrinsics, Problems problems) {
        this.template = template;
        this.stack = stack;
        this.intrinsics = intrinsics;
        this.problems = problems;
    }

    StateMachineResource read(Resource resource, Properties properties) {
        boolean serverless = resource.type().equals(ResourceType.SERVERLESS_STATE_MACHINE.toString());
        Map<String, Substitution> substitutions = substitutions(properties);
        Optional<Path> file = file(properties, serverless ? "DefinitionUri" : "DefinitionS3Location");
        Map<String, Substitution> filling = new LinkedHashMap<>(substitutions);
        Optional<String> text = stack != null ? text(properties, serverless, file, filling) : Optional.empty();
        return new StateMachineResource(
                resource.logicalId(),
                resource.place(),
                resource.name(),
                express(properties, serverless ? "Type" : "StateMachineType"),
                file,
                text.flatMap(definition -> filled(definition, filling, properties)),
                substitutions,
                serverless ? role(resource.logicalId(), properties) : properties.required("RoleArn"),
                properties.value(serverless ? "Logging" : "LoggingConfiguration"),
                serverless ? properties.text("AutoPublishAlias") : Optional.empty(),
                serverless ? properties.events(ResourceType.SERVERLESS_STATE_MACHINE) : List.of());
    }

    private Optional<String> role(String logicalId, Properties properties) {
        if (properties.has("Role")) {
            if (properties.has("Policies")) {
                problems.add(properties.place(), "has Role and Policies, and may have one");
            }
            return properties.text("Role");
        }
        return stack == null ? Optional.empty() : Optional.of(stack.roleArn(stack.name() + "-" + logicalId));
    }

    private boolean express(Properties properties, String property) {
        String type = properties.text(property).orElse("STANDARD");
        if (!type.equals("STANDARD") && !type.equals("EXPRESS")) {
            problems.add(properties.place(property), "must be STANDARD or EXPRESS");
        }
        return type.equals("EXPRESS");
    }

    private Map<String, Substitution> substitutions(Properties properties) {
        Map<String, Substitution> values = new LinkedHashMap<>();
        JsonNode declared = properties.raw().path("DefinitionSubstitutions");
        String place = properties.place("DefinitionSubstitutions");
        if (!declared.isMissingNode() && (!declared.isObject() || Intrinsics.isCall(declared))) {
            problems.add(place, "must be a mapping");
            return values;
        }
        for (var field : declared.properties()) {
            Set<String> references = new LinkedHashSet<>();
            references(field.getValue(), references);
            values.put(
                    field.getKey(),
                    new Substitution(intrinsics.text(field.getValue(), Pointer.of(place, field.getKey())), references));
        }
        return values;
    }

    private Optional<Path> file(Properties properties, String property) {
        return properties
                .value(property)
                .filter(uri -> uri.isString() && !uri.asString().startsWith("s3:"))
                .map(uri ->
                        template.toAbsolutePath().resolveSibling(uri.asString()).normalize());
    }

    private Optional<String> text(
            Properties properties, boolean serverless, Optional<Path> file, Map<String, Substitution> substitutions) {
        String uri = serverless ? "DefinitionUri" : "DefinitionS3Location";
        List<String> given = List.of("Definition", "DefinitionString", uri).stream()
                .filter(properties::has)
                .toList();
        if (given.size() != 1) {
            problems.add(
                    properties.place(),
                    given.isEmpty()
                            ? uri + " is missing"
                            : "has " + String.join(" and ", given) + ", and may have one");
            return Optional.empty();
        }
        if (properties.has("DefinitionString")) {
            return properties.text("DefinitionString");
        }
        if (properties.has("Definition")) {
            return inline(properties, substitutions);
        }
        if (file.isPresent()) {
            return read(file.get(), properties.place(uri), properties.text(uri).orElse(""));
        }
        if (properties.value(uri).isPresent()) {
            problems.add(properties.place(uri), "the definition stands in a bucket, which is not read here");
        }
        return Optional.empty();
    }

    /** A definition in the template: "SAM replaces dynamic values with substitutions", so each is put into it as a text. */
    private Optional<String> inline(Properties properties, Map<String, Substitution> substitutions) {
        JsonNode definition = properties.raw().get("Definition");
        if (!(definition instanceof ObjectNode) || Intrinsics.isCall(definition)) {
            problems.add(properties.place("Definition"), "must be a mapping");
            return Optional.empty();
        }
        return Optional.of(inline(definition, properties.place("Definition"), substitutions)
                .toString());
    }

    private JsonNode inline(JsonNode node, String place, Map<String, Substitution> substitutions) {
        if (Intrinsics.isCall(node)) {
            String name = "definition_substitution_" + (substitutions.size() + 1);
            substitutions.put(name, new Substitution(intrinsics.text(node, place), Set.of()));
            return JSON.stringNode("${" + name + "}");
        }
        if (node.isObject()) {
            ObjectNode copy = JSON.objectNode();
            node.properties()
                    .forEach(field -> copy.set(
                            field.getKey(),
                            inline(field.getValue(), Pointer.of(place, field.getKey()), substitutions)));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.arrayNode();
            for (int i = 0; i < node.size(); i++) {
                copy.add(inline(node.get(i), place + "/" + i, substitutions));
            }
            return copy;
        }
        return node;
    }

    private Optional<String> read(Path file, String place, String name) {
        if (!Files.isRegularFile(file)) {
            problems.add(place, "there is no " + name);
            return Optional.empty();
        }
        try {
            String text = Files.readString(file);
            boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
            return Optional.of(yaml ? TemplateYaml.read(text).root().toString() : text);
        } catch (IOException e) {
            problems.add(place, name + " cannot be read: " + e);
        } catch (InvalidTemplate e) {
            problems.add(place, name + " is no YAML mapping: " + e.getMessage());
        }
        return Optional.empty();
    }

    private Optional<String> filled(String definition, Map<String, Substitution> substitutions, Properties properties) {
        Matcher open = OPEN.matcher(definition);
        StringBuilder result = new StringBuilder();
        boolean known = true;
        while (open.find()) {
            Substitution substitution = substitutions.get(open.group(1));
            if (substitution == null) {
                problems.add(
                        properties.place("DefinitionSubstitutions"),
                        "says nothing for " + open.group() + " of the definition");
            }
            Optional<String> value = substitution == null ? Optional.empty() : substitution.value();
            known &= value.isPresent();
            open.appendReplacement(result, Matcher.quoteReplacement(value.orElse("")));
        }
        open.appendTail(result);
        return known ? Optional.of(result.toString()) : Optional.empty();
    }

    /** Adds the names that an expression of intrinsic functions refers to, wherever in it. */
    private static void references(JsonNode node, Set<String> names) {
        if (node.path("Ref").isString()) {
            names.add(node.path("Ref").asString().replaceFirst("\\..*", ""));
        }
        JsonNode attribute = node.path("Fn::GetAtt");
        if (attribute.isString() || attribute.path(0).isString()) {
            names.add((attribute.isString() ? attribute : attribute.path(0))
                    .asString()
                    .replaceFirst("\\..*", ""));
        }
        JsonNode sub = node.path("Fn::Sub").isArray() ? node.path("Fn::Sub").path(0) : node.path("Fn::Sub");
        NAME_IN_SUB
                .matcher(sub.isString() ? sub.asString() : "")
                .results()
                .forEach(result -> names.add(result.group(1)));
        node.forEach(part -> references(part, names));
    }
}
