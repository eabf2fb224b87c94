package dev.ordersaga.local.sam;

import dev.ordersaga.local.lambda.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A SAM template, read with its parameters' values. */
public final class SamTemplate {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Transform",
            "Description",
            "Metadata",
            "Parameters",
            "Rules",
            "Conditions",
            "Globals",
            "Resources",
            "Outputs");
    private static final Set<String> AROUND_PROPERTIES =
            Set.of("Type", "Properties", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata");
    private static final Set<String> GLOBALS = Set.of("Function", "StateMachine", "SimpleTable", "HttpApi", "Api");
    private static final Pattern OPEN = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");

    private final TemplateFile file;
    private final Owner owner;
    private final Problems problems;
    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Intrinsics intrinsics;
    private final List<Planned> plan;
    private final Map<String, String> outputs;

    private SamTemplate(TemplateFile file, Owner owner, Map<String, String> given) {
        this.file = file;
        this.owner = owner;
        this.problems = new Problems(file);
        problems.requireKnown(file.root(), "", SECTIONS);
        this.intrinsics = new Intrinsics(owner, parameters(given), file.root().path("Conditions"), resources, problems);
        readResources();
        this.plan = planned();
        this.outputs = readOutputs();
    }

    /**
     * Reads a template.
     *
     * @param parameters values in place of the template's defaults
     * @throws InvalidTemplate where the file is missing or is no YAML; all else becomes a problem
     */
    public static SamTemplate read(
            Path template, String stackName, String region, String account, Map<String, String> parameters) {
        return new SamTemplate(TemplateFile.read(template), new Owner(stackName, region, account), parameters);
    }

    /** Everything wrong or unknown, in the order it was found; empty where the template can be deployed as it is. */
    public List<Problem> problems() {
        return problems.all();
    }

    /** What is to be made, in the order of making. */
    List<Planned> plan() {
        return plan;
    }

    /** The template's Outputs. */
    Map<String, String> outputs() {
        return outputs;
    }

    private Map<String, JsonNode> parameters(Map<String, String> given) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        JsonNode declared = file.root().path("Parameters");
        for (Map.Entry<String, JsonNode> parameter : declared.properties()) {
            String place = "/Parameters/" + parameter.getKey();
            String value = given.get(parameter.getKey());
            JsonNode chosen = value != null
                    ? JSON.stringNode(value)
                    : parameter.getValue().path("Default");
            if (chosen.isMissingNode()) {
                problems.add(place, "has no default and was given no value");
            } else {
                ParameterRules.problemOf(chosen.asString(), parameter.getValue())
                        .ifPresent(problem -> problems.add(place, problem));
            }
            values.put(parameter.getKey(), chosen);
        }
        given.keySet().stream()
                .filter(name -> !declared.has(name))
                .forEach(name -> problems.add("/Parameters", "there is no parameter " + name));
        return values;
    }

    private void readResources() {
        JsonNode globals = file.root().path("Globals");
        problems.requireKnown(globals, "/Globals", GLOBALS);
        problems.requireKnown(globals.path("Function"), "/Globals/Function", ResourceType.FUNCTION.properties());
        JsonNode all = file.root().path("Resources");
        if (!all.isObject() || all.isEmpty()) {
            problems.add("/Resources", "there are none");
        }
        for (Map.Entry<String, JsonNode> entry : all.properties()) {
            String place = "/Resources/" + entry.getKey();
            JsonNode definition = entry.getValue();
            problems.requireKnown(definition, place, AROUND_PROPERTIES);
            String typeName = definition.path("Type").asString("");
            ResourceType type = ResourceType.of(typeName).orElse(null);
            if (type == null) {
                problems.add(place + "/Type", typeName.isEmpty() ? "is missing" : typeName + " is not known here");
                continue;
            }
            if (definition.has("Condition")
                    && !intrinsics.holds(definition.path("Condition").asString(), place + "/Condition")) {
                continue;
            }
            ObjectNode properties = properties(type, definition, globals);
            if (type.made()) {
                problems.requireKnown(definition.path("Properties"), place + "/Properties", type.properties());
            }
            String name = type.nameProperty()
                    .filter(properties::has)
                    .map(property -> intrinsics.text(properties.get(property), place + "/Properties/" + property))
                    .orElse(owner.stackName() + "-" + entry.getKey());
            resources.put(entry.getKey(), new Resource(entry.getKey(), type, properties, name));
        }
    }

    /** The resource's own properties over those of Globals: maps are merged, lists follow one another, the rest is replaced. */
    private static ObjectNode properties(ResourceType type, JsonNode definition, JsonNode globals) {
        JsonNode own = definition.path("Properties").isObject() ? definition.path("Properties") : JSON.objectNode();
        JsonNode shared = switch (type) {
            case FUNCTION -> globals.path("Function");
            case STATE_MACHINE -> globals.path("StateMachine");
            case SIMPLE_TABLE -> globals.path("SimpleTable");
            default -> JSON.objectNode();
        };
        return (ObjectNode) merged(shared.isObject() ? shared : JSON.objectNode(), own);
    }

    private static JsonNode merged(JsonNode shared, JsonNode own) {
        if (shared instanceof ObjectNode base && own instanceof ObjectNode over) {
            ObjectNode result = base.deepCopy();
            over.properties()
                    .forEach(field -> result.set(
                            field.getKey(),
                            base.has(field.getKey())
                                    ? merged(base.get(field.getKey()), field.getValue())
                                    : field.getValue()));
            return result;
        }
        if (shared instanceof ArrayNode base && own instanceof ArrayNode more) {
            ArrayNode result = base.deepCopy();
            more.forEach(result::add);
            return result;
        }
        return own;
    }

    private List<Planned> planned() {
        List<Planned> all = new ArrayList<>();
        for (Resource resource : resources.values()) {
            all.add(
                    switch (resource.type()) {
                        case TABLE -> table(resource);
                        case SIMPLE_TABLE -> simpleTable(resource);
                        case EVENT_BUS -> new Planned.Bus(resource.logicalId(), resource.type(), resource.name());
                        case TOPIC -> new Planned.Topic(resource.logicalId(), resource.type(), resource.name());
                        case FUNCTION -> function(resource);
                        case STATE_MACHINE -> machine(resource);
                        default -> new Planned.Skipped(resource.logicalId(), resource.type());
                    });
        }
        // Stable: what is of one type stays in the order of the file; what is skipped comes last.
        all.sort(Comparator.comparingInt(planned -> {
            int place = ResourceType.ORDER.indexOf(planned.type());
            return place < 0 ? ResourceType.ORDER.size() : place;
        }));
        return List.copyOf(all);
    }

    private Planned table(Resource resource) {
        ObjectNode request = (ObjectNode) intrinsics.value(resource.properties(), resource.place());
        JsonNode timeToLive = request.path("TimeToLiveSpecification");
        ObjectNode create = JSON.objectNode();
        create.put("TableName", resource.name());
        for (String property : List.of(
                "AttributeDefinitions",
                "KeySchema",
                "GlobalSecondaryIndexes",
                "LocalSecondaryIndexes",
                "BillingMode",
                "ProvisionedThroughput")) {
            if (request.has(property)) {
                create.set(property, request.get(property));
            }
        }
        if (request.path("StreamSpecification") instanceof ObjectNode stream) {
            create.set("StreamSpecification", stream.deepCopy().put("StreamEnabled", true));
        }
        if (!create.has("ProvisionedThroughput")) {
            create.put("BillingMode", "PAY_PER_REQUEST");
        }
        for (String needed : List.of("AttributeDefinitions", "KeySchema")) {
            if (!create.has(needed)) {
                problems.add(resource.place(), needed + " is missing");
            }
        }
        return new Planned.Table(
                resource.logicalId(),
                resource.type(),
                create,
                timeToLive.path("Enabled").asBoolean(false)
                        ? timeToLive.path("AttributeName").asString()
                        : null);
    }

    private Planned simpleTable(Resource resource) {
        JsonNode key = intrinsics.value(resource.properties().path("PrimaryKey"), resource.place() + "/PrimaryKey");
        String name = key.path("Name").asString("id");
        String type = switch (key.path("Type").asString("String")) {
            case "Number" -> "N";
            case "Binary" -> "B";
            default -> "S";
        };
        ObjectNode create = JSON.objectNode();
        create.put("TableName", resource.name()).put("BillingMode", "PAY_PER_REQUEST");
        create.putArray("AttributeDefinitions")
                .addObject()
                .put("AttributeName", name)
                .put("AttributeType", type);
        create.putArray("KeySchema").addObject().put("AttributeName", name).put("KeyType", "HASH");
        return new Planned.Table(resource.logicalId(), resource.type(), create, null);
    }

    private Planned function(Resource resource) {
        String place = resource.place();
        JsonNode properties = intrinsics.value(resource.properties(), place);
        Map<String, String> environment = new LinkedHashMap<>();
        properties
                .path("Environment")
                .path("Variables")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().asString()));
        Path code = file(properties, "CodeUri", place, "; build it first");
        FunctionSpec spec = new FunctionSpec(
                resource.name(),
                required(properties, "Runtime", place),
                required(properties, "Handler", place),
                code,
                Duration.ofSeconds(number(properties, "Timeout", place, 3, 1, 900)),
                number(properties, "MemorySize", place, 128, 128, 10_240),
                environment,
                properties.has("ReservedConcurrentExecutions")
                        ? Integer.valueOf(number(properties, "ReservedConcurrentExecutions", place, 0, 0, 1_000))
                        : null,
                invocationsPerEnvironment(properties, place),
                properties.has("AutoPublishAlias")
                        ? properties.get("AutoPublishAlias").asString()
                        : null);
        return new Planned.Function(resource.logicalId(), resource.type(), spec);
    }

    /** Without a number of its own "the default is 32 concurrent requests per vCPU" for Java; a function's process here has all of them. */
    private @Nullable Integer invocationsPerEnvironment(JsonNode properties, String place) {
        JsonNode capacity = properties.get("CapacityProviderConfig");
        if (!(capacity instanceof ObjectNode config)) {
            return null;
        }
        int preset = 32 * Runtime.getRuntime().availableProcessors();
        return number(config, "PerExecutionEnvironmentMaxConcurrency", place, Math.min(preset, 1_600), 1, 1_600);
    }

    private Planned machine(Resource resource) {
        String place = resource.place();
        JsonNode properties = intrinsics.value(resource.properties(), place);
        String definition;
        if (properties.has("Definition")) {
            // Substitutions are the file's own: what looks like an intrinsic function inside the definition is its
            // text.
            definition = resource.properties().get("Definition").toString();
        } else {
            Path source = file(properties, "DefinitionUri", place, "");
            try {
                definition = Files.isReadable(source) ? Files.readString(source) : "";
            } catch (IOException e) {
                problems.add(place + "/DefinitionUri", "cannot be read: " + e.getMessage());
                definition = "";
            }
        }
        JsonNode values = properties.path("DefinitionSubstitutions");
        Matcher open = OPEN.matcher(definition);
        StringBuilder result = new StringBuilder();
        while (open.find()) {
            JsonNode value = values.path(open.group(1));
            if (value.isMissingNode()) {
                problems.add(
                        place + "/DefinitionSubstitutions", "says nothing for " + open.group() + " of the definition");
            }
            open.appendReplacement(result, Matcher.quoteReplacement(value.asString("")));
        }
        open.appendTail(result);
        String role = "arn:aws:iam::" + owner.account() + ":role/" + owner.stackName() + "-" + resource.logicalId();
        return new Planned.Machine(resource.logicalId(), resource.type(), resource.name(), result.toString(), role);
    }

    private Path file(JsonNode properties, String property, String place, String advice) {
        String text = required(properties, property, place);
        Path path = file.resolve(text);
        if (!text.isEmpty() && !Files.exists(path)) {
            problems.add(place + "/" + property, "there is no " + text + advice);
        }
        return path;
    }

    private String required(JsonNode properties, String property, String place) {
        JsonNode value = properties.path(property);
        if (!value.isString()) {
            problems.add(
                    value.isMissingNode() ? place : place + "/" + property,
                    value.isMissingNode() ? property + " is missing" : "must be a text");
            return "";
        }
        return value.asString();
    }

    private int number(JsonNode properties, String property, String place, int otherwise, int least, int most) {
        JsonNode value = properties.path(property);
        if (value.isMissingNode()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value.asString(""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        problems.add(place + "/" + property, "must be a number from " + least + " to " + most);
        return otherwise;
    }

    private Map<String, String> readOutputs() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> output : file.root().path("Outputs").properties()) {
            String place = "/Outputs/" + output.getKey();
            JsonNode condition = output.getValue().path("Condition");
            if (condition.isMissingNode() || intrinsics.holds(condition.asString(), place)) {
                values.put(output.getKey(), intrinsics.text(output.getValue().path("Value"), place + "/Value"));
            }
        }
        return values;
    }
}
