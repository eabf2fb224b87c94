package dev.ordersaga.sam;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a template describes: its resources whose conditions hold, its outputs, and everything that is wrong with it. */
public final class SamStack {

    private static final Set<String> AROUND_PROPERTIES = Set.of(
            "Type",
            "Properties",
            "Condition",
            "DependsOn",
            "DeletionPolicy",
            "UpdateReplacePolicy",
            "UpdatePolicy",
            "CreationPolicy",
            "Metadata",
            "Connectors",
            "IgnoreGlobals");
    private static final Set<String> OF_OUTPUTS = Set.of("Value", "Description", "Export", "Condition");

    /** Types of SAM that are not among {@link ResourceType}. */
    private static final Set<String> OTHER_SERVERLESS = Set.of(
            "AWS::Serverless::Application",
            "AWS::Serverless::GraphQLApi",
            "AWS::Serverless::MicrovmImage",
            "AWS::Serverless::NetworkConnector",
            "AWS::Serverless::WebFunction",
            "AWS::Serverless::WebSocketApi");

    private final TemplateYaml document;
    private final @Nullable StackId id;
    private final Problems problems;
    private final List<Resource> resources = new ArrayList<>();
    private final List<FunctionResource> functions = new ArrayList<>();
    private final List<TableResource> tables = new ArrayList<>();
    private final List<StateMachineResource> stateMachines = new ArrayList<>();
    private final Map<String, ObjectNode> values = new HashMap<>();
    private final List<Output> outputs = new ArrayList<>();

    private SamStack(TemplateYaml document, @Nullable StackId id) {
        this.document = document;
        this.id = id;
        this.problems = new Problems(document);
    }

    static SamStack read(Path file, TemplateYaml document, @Nullable StackId id, Map<String, String> given) {
        SamStack stack = new SamStack(document, id);
        TemplateSections sections = TemplateSections.of(document.root(), stack.problems);
        Parameters parameters = new Parameters(sections.parameters(), given, id != null, stack.problems);
        NamedResources named = new NamedResources(sections, parameters, id, stack.problems);
        Intrinsics intrinsics = named.intrinsics();
        sections.conditions()
                .propertyNames()
                .forEach(name -> intrinsics.holds(JsonNodeFactory.instance.stringNode(name), "/Conditions"));
        if (id != null) {
            stack.checkRules(sections.rules(), intrinsics);
        }
        stack.declare(sections, named);
        stack.readResources(named, id, new StateMachineReader(file, id, intrinsics, stack.problems));
        stack.readOutputs(sections.outputs(), intrinsics);
        return stack;
    }

    /** Everything wrong or not understood, in the order in which it was found. */
    public List<Problem> problems() {
        return problems.all();
    }

    /** A problem at a place of this template, for a reader that cannot do what it asks for. */
    public Problem problem(String place, String message) {
        return document.problem(place, message);
    }

    /** All resources, in the order of the file; those whose conditions do not hold are left out. */
    public List<Resource> resources() {
        return List.copyOf(resources);
    }

    public List<FunctionResource> functions() {
        return List.copyOf(functions);
    }

    public List<TableResource> tables() {
        return List.copyOf(tables);
    }

    public List<StateMachineResource> stateMachines() {
        return List.copyOf(stateMachines);
    }

    /**
     * The properties of a log group, a rule, a topic or a subscription with their values; empty where they are not known, and of every other resource.
     *
     * @param logicalId the resource's
     */
    public Optional<ObjectNode> values(String logicalId) {
        return Optional.ofNullable(values.get(logicalId));
    }

    /** The ARN of a resource; empty where it has none or the template is not deployed. */
    public Optional<String> arn(String logicalId) {
        StackId deployed = id;
        return deployed == null
                ? Optional.empty()
                : resources.stream()
                        .filter(resource -> resource.logicalId().equals(logicalId))
                        .findFirst()
                        .flatMap(resource -> resource.knownType()
                                .flatMap(type -> resource.name().flatMap(name -> type.arn(deployed, name))));
    }

    /** The name of something that is made without a name of its own, such as a rule of a function's events. */
    public String named(String logicalId) {
        return (id == null ? "" : id.name() + "-") + logicalId;
    }

    public List<Output> outputs() {
        return List.copyOf(outputs);
    }

    private void checkRules(ObjectNode rules, Intrinsics intrinsics) {
        for (var rule : rules.properties()) {
            String place = Pointer.of("/Rules", rule.getKey());
            JsonNode condition = rule.getValue().path("RuleCondition");
            if (!condition.isMissingNode()
                    && !intrinsics.test(condition, place + "/RuleCondition").orElse(false)) {
                continue;
            }
            JsonNode assertions = rule.getValue().path("Assertions");
            for (int i = 0; i < assertions.size(); i++) {
                String at = place + "/Assertions/" + i;
                if (!intrinsics
                        .test(assertions.path(i).path("Assert"), at + "/Assert")
                        .orElse(true)) {
                    problems.add(
                            at,
                            assertions
                                    .path(i)
                                    .path("AssertDescription")
                                    .asString("what the rule asserts does not hold"));
                }
            }
        }
    }

    private void declare(TemplateSections sections, NamedResources named) {
        Globals globals = new Globals(sections.globals(), problems);
        if (sections.resources().isEmpty()) {
            problems.add("/Resources", "there are none");
        }
        for (var entry : sections.resources().properties()) {
            String place = Pointer.of("/Resources", entry.getKey());
            JsonNode definition = entry.getValue();
            problems.requireKnown(definition, place, AROUND_PROPERTIES);
            JsonNode type = definition.path("Type");
            if (!type.isString()) {
                problems.add(place + "/Type", type.isMissingNode() ? "is missing" : "must be a text");
                continue;
            }
            checkDependencies(definition.path("DependsOn"), place + "/DependsOn", sections.resources());
            if (definition.has("Condition")
                    && !named.intrinsics()
                            .holds(definition.path("Condition"), place + "/Condition")
                            .orElse(true)) {
                named.leaveOut(entry.getKey());
                continue;
            }
            JsonNode own = definition.path("Properties");
            if (!own.isObject() && !own.isMissingNode() && !own.isNull()) {
                problems.add(place + "/Properties", "must be a mapping");
            }
            checkType(type.asString(), own, place);
            document.inherits(
                    place + "/Properties", "/Globals/" + type.asString().replaceFirst(".*::", ""));
            ObjectNode properties = own instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
            named.add(
                    entry.getKey(),
                    type.asString(),
                    globals.merged(type.asString(), properties, definition.path("IgnoreGlobals"), place));
        }
    }

    private void checkDependencies(JsonNode dependsOn, String place, ObjectNode all) {
        for (JsonNode one : dependsOn.isArray()
                ? dependsOn
                : JsonNodeFactory.instance.arrayNode().add(dependsOn)) {
            if (one.isString() && !all.has(one.asString())) {
                problems.add(place, "there is no resource " + one.asString());
            }
        }
    }

    private void checkType(String type, JsonNode properties, String place) {
        Optional<ResourceType> known = ResourceType.of(type);
        if (known.isEmpty() && type.startsWith("AWS::Serverless::") && !OTHER_SERVERLESS.contains(type)) {
            problems.add(place + "/Type", type + " is no type of SAM");
        }
        if (properties.isObject()) {
            ShapeCheck check = new ShapeCheck(problems);
            check.check(properties, PropertyShapes.of(type), place + "/Properties");
            if (PropertyShapes.of(type).has("Policies") && type.startsWith("AWS::Serverless::")) {
                check.policies(properties.path("Policies"), place + "/Properties/Policies");
            }
        }
    }

    private void readResources(NamedResources named, @Nullable StackId id, StateMachineReader machines) {
        for (Resource resource : named.all()) {
            resources.add(resource);
            Properties properties =
                    new Properties(resource.properties(), resource.place(), named.intrinsics(), problems);
            resource.knownType().ifPresent(type -> {
                switch (type) {
                    case SERVERLESS_FUNCTION, FUNCTION -> functions.add(FunctionReader.read(resource, properties, id));
                    case SERVERLESS_STATE_MACHINE, STATE_MACHINE ->
                        stateMachines.add(machines.read(resource, properties));
                    case TABLE -> tables.add(TableReader.table(resource, properties, problems));
                    case LOG_GROUP, RULE, SUBSCRIPTION, TOPIC ->
                        properties.values().ifPresent(known -> values.put(resource.logicalId(), known));
                    case SIMPLE_TABLE -> tables.add(TableReader.simple(resource, properties, problems));
                    default -> {
                        // Nothing more than its name is read.
                    }
                }
            });
        }
    }

    private void readOutputs(ObjectNode all, Intrinsics intrinsics) {
        for (var output : all.properties()) {
            String place = Pointer.of("/Outputs", output.getKey());
            JsonNode declared = output.getValue();
            problems.requireKnown(declared, place, OF_OUTPUTS);
            if (declared.has("Condition")
                    && !intrinsics
                            .holds(declared.path("Condition"), place + "/Condition")
                            .orElse(true)) {
                continue;
            }
            JsonNode export = declared.path("Export").path("Name");
            outputs.add(new Output(
                    output.getKey(),
                    intrinsics.text(declared.path("Value"), place + "/Value"),
                    Optional.of(declared.path("Description"))
                            .filter(JsonNode::isString)
                            .map(JsonNode::asString),
                    export.isMissingNode() ? Optional.empty() : intrinsics.text(export, place + "/Export/Name")));
        }
    }
}
