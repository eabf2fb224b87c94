package dev.ordersaga.linter.sam;

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
import tools.jackson.databind.JsonNode;

/** A SAM or CloudFormation template, as far as a state machine needs it. */
public final class SamTemplate {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^!}.][^}.]*)(\\.[^}]*)?}");
    private static final String FUNCTION = "AWS::Serverless::Function";
    private static final String PLAIN_FUNCTION = "AWS::Lambda::Function";
    private static final Set<String> MACHINES =
            Set.of("AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine");

    /** "The default is 3 seconds", of 128 MB. */
    private static final long DEFAULT_TIMEOUT = 3;

    private static final long DEFAULT_MEMORY = 128;

    private final Path path;
    private final JsonNode root;
    private final Map<String, DeployedFunction> functions = new LinkedHashMap<>();

    private SamTemplate(Path path, JsonNode root) {
        this.path = path;
        this.root = root;
        root.path("Resources").properties().forEach(resource -> {
            String type = resource.getValue().path("Type").asString("");
            if (type.equals(FUNCTION) || type.equals(PLAIN_FUNCTION)) {
                functions.put(resource.getKey(), function(resource.getKey(), resource.getValue()));
            }
        });
    }

    /**
     * Reads a template.
     *
     * @throws InvalidTemplate where there is none
     */
    public static SamTemplate read(Path path) {
        String text;
        try {
            text = Files.readString(path);
        } catch (IOException e) {
            throw new InvalidTemplate("there is no template to read at " + path);
        }
        return new SamTemplate(path, TemplateYaml.read(text));
    }

    /** The state machine whose DefinitionUri is a file; empty where no one's is. */
    public Optional<DeployedMachine> machineOf(Path definition) {
        Path wanted = definition.toAbsolutePath().normalize();
        return root.path("Resources").properties().stream()
                .filter(resource ->
                        MACHINES.contains(resource.getValue().path("Type").asString("")))
                .filter(resource ->
                        uri(resource.getValue()).filter(wanted::equals).isPresent())
                .findFirst()
                .map(resource -> machine(resource.getValue()));
    }

    /**
     * The state machine of a logical id.
     *
     * @throws InvalidTemplate where there is no such state machine
     */
    public DeployedMachine machine(String logicalId) {
        JsonNode resource = root.path("Resources").path(logicalId);
        if (!MACHINES.contains(resource.path("Type").asString(""))) {
            throw new InvalidTemplate(path + " has no state machine " + logicalId);
        }
        return machine(resource);
    }

    private Optional<Path> uri(JsonNode resource) {
        for (String field : Set.of("DefinitionUri", "DefinitionS3Location")) {
            JsonNode uri = resource.path("Properties").path(field);
            if (uri.isString() && !uri.stringValue().startsWith("s3:")) {
                return Optional.of(
                        path.toAbsolutePath().resolveSibling(uri.stringValue()).normalize());
            }
        }
        return Optional.empty();
    }

    private DeployedMachine machine(JsonNode resource) {
        JsonNode properties = resource.path("Properties");
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, DeployedFunction> named = new LinkedHashMap<>(functions);
        functions.forEach((id, function) -> text(root.path("Resources")
                        .path(id)
                        .path("Properties")
                        .path("FunctionName"))
                .ifPresent(name -> named.put(name, function)));
        properties.path("DefinitionSubstitutions").properties().forEach(place -> {
            Optional<DeployedFunction> function = references(place.getValue()).stream()
                    .filter(functions::containsKey)
                    .map(functions::get)
                    .findFirst();
            function.ifPresent(called -> named.put(place.getKey(), called));
            if (function.isEmpty()) {
                text(place.getValue()).ifPresent(value -> values.put(place.getKey(), value));
            }
        });
        boolean express = properties.path("Type").asString("").equals("EXPRESS")
                || properties.path("StateMachineType").asString("").equals("EXPRESS");
        return new DeployedMachine(express, values, named);
    }

    private DeployedFunction function(String logicalId, JsonNode resource) {
        boolean serverless = resource.path("Type").asString("").equals(FUNCTION);
        return new DeployedFunction(
                logicalId,
                number(resource, "Timeout", serverless, DEFAULT_TIMEOUT),
                number(resource, "MemorySize", serverless, DEFAULT_MEMORY));
    }

    private long number(JsonNode resource, String field, boolean serverless, long otherwise) {
        JsonNode own = resource.path("Properties").path(field);
        JsonNode node = own.isMissingNode() && serverless
                ? root.path("Globals").path("Function").path(field)
                : own;
        try {
            return text(node).map(Long::parseLong).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new InvalidTemplate(path + ": " + field + " must be a number, not " + node);
        }
    }

    /** The text that a value comes to without a deployment: a literal, a parameter's default, a !Sub or !Join of those. */
    private Optional<String> text(JsonNode node) {
        if (node.isValueNode() && !node.isNull()) {
            return Optional.of(node.asString());
        }
        if (node.path("Ref").isString()) {
            return text(
                    root.path("Parameters").path(node.path("Ref").stringValue()).path("Default"));
        }
        JsonNode join = node.path("Fn::Join");
        if (join.path(0).isString() && join.path(1).isArray()) {
            List<Optional<String>> parts =
                    join.path(1).valueStream().map(this::text).toList();
            return parts.stream().allMatch(Optional::isPresent)
                    ? Optional.of(String.join(
                            join.path(0).stringValue(),
                            parts.stream().flatMap(Optional::stream).toList()))
                    : Optional.empty();
        }
        JsonNode sub = node.path("Fn::Sub");
        if (!sub.isString()) {
            return Optional.empty();
        }
        Matcher places = PLACE.matcher(sub.stringValue());
        StringBuilder text = new StringBuilder();
        while (places.find()) {
            Optional<String> value =
                    text(root.path("Parameters").path(places.group(1)).path("Default"));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            places.appendReplacement(text, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(places.appendTail(text).toString());
    }

    /** The logical ids that an expression of intrinsic functions refers to, wherever in it. */
    private static Set<String> references(JsonNode node) {
        Set<String> names = new LinkedHashSet<>();
        if (node.path("Ref").isString()) {
            names.add(node.path("Ref").stringValue().replaceFirst("\\..*", ""));
        }
        if (node.path("Fn::GetAtt").path(0).isString()) {
            names.add(node.path("Fn::GetAtt").path(0).stringValue());
        } else if (node.path("Fn::GetAtt").isString()) {
            names.add(node.path("Fn::GetAtt").stringValue().replaceFirst("\\..*", ""));
        }
        JsonNode sub = node.path("Fn::Sub").isArray() ? node.path("Fn::Sub").path(0) : node.path("Fn::Sub");
        Matcher places = PLACE.matcher(sub.isString() ? sub.stringValue() : "");
        while (places.find()) {
            names.add(places.group(1));
        }
        node.forEach(part -> names.addAll(references(part)));
        return names;
    }
}
