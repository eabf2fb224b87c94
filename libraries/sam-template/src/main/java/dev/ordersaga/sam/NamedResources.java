package dev.ordersaga.sam;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The resources of a template by their logical ids: their physical names, and what {@code Ref} and {@code Fn::GetAtt} of them give. */
final class NamedResources implements References {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private record Declared(String logicalId, String type, ObjectNode properties) {

        Optional<ResourceType> knownType() {
            return ResourceType.of(type);
        }

        String place() {
            return Pointer.of("/Resources", logicalId) + "/Properties";
        }
    }

    private static final Set<String> MADE_ELSEWHERE =
            Set.of("AWS::CloudFormation::CustomResource", "AWS::CloudFormation::Stack", "AWS::Serverless::Application");

    private final @Nullable StackId stack;
    private final Problems problems;
    private final Intrinsics intrinsics;
    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final Set<String> leftOut = new HashSet<>();
    private final Map<String, Optional<String>> names = new HashMap<>();
    private final Deque<String> asked = new ArrayDeque<>();

    /** Begins without resources; the stack is null where the template is read without being deployed. */
    NamedResources(TemplateSections sections, Parameters parameters, @Nullable StackId stack, Problems problems) {
        this.stack = stack;
        this.problems = problems;
        this.intrinsics = new Intrinsics(sections, parameters, stack != null, this, problems);
    }

    Intrinsics intrinsics() {
        return intrinsics;
    }

    void add(String logicalId, String type, ObjectNode properties) {
        declared.put(logicalId, new Declared(logicalId, type, properties));
    }

    /** What was added, in that order, with its name. */
    List<Resource> all() {
        return declared.values().stream()
                .map(resource -> new Resource(
                        resource.logicalId(), resource.type(), name(resource.logicalId()), resource.properties()))
                .toList();
    }

    /** Makes a resource known whose condition does not hold. */
    void leaveOut(String logicalId) {
        leftOut.add(logicalId);
    }

    /** The physical name of a resource that was added; empty where it is not known. */
    Optional<String> name(String logicalId) {
        Optional<String> known = names.get(logicalId);
        if (known != null) {
            return known;
        }
        Declared resource = declared.get(logicalId);
        if (resource == null) {
            return Optional.empty();
        }
        Optional<String> property =
                resource.knownType().flatMap(ResourceType::nameProperty).filter(resource.properties()::has);
        if (property.isEmpty()) {
            return made(logicalId);
        }
        String place = resource.place() + "/" + property.get();
        if (asked.contains(logicalId)) {
            problems.add(place, "the name depends on itself");
            return Optional.empty();
        }
        asked.push(logicalId);
        try {
            Optional<JsonNode> value = intrinsics.value(resource.properties().get(property.get()), place);
            Optional<String> name = value.isPresent() && value.get().isMissingNode()
                    ? made(logicalId)
                    : intrinsics.text(resource.properties().get(property.get()), place);
            name.filter(given -> !resource.knownType().orElseThrow().mayBeNamed(given))
                    .ifPresent(given -> problems.add(place, "'" + given + "' is no name of " + resource.type()));
            names.put(logicalId, name);
            return name;
        } finally {
            asked.pop();
        }
    }

    @Override
    public Optional<JsonNode> ref(String name, String place) {
        if (name.startsWith("AWS::")) {
            return pseudo(name, place);
        }
        Declared resource = declared.get(name);
        if (resource != null) {
            return ref(resource).map(JSON::stringNode);
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            return attribute(name.substring(0, dot), name.substring(dot + 1), place);
        }
        return unknown(name, "", place).map(JSON::stringNode);
    }

    @Override
    public Optional<JsonNode> attribute(String logicalId, String attribute, String place) {
        Declared resource = declared.get(logicalId);
        if (resource == null) {
            return unknown(logicalId, attribute, place).map(JSON::stringNode);
        }
        return attribute(resource, attribute, place).map(JSON::stringNode);
    }

    private Optional<JsonNode> pseudo(String name, String place) {
        if (name.equals("AWS::NoValue")) {
            return Optional.of(JSON.missingNode());
        }
        StackId known = stack == null ? new StackId("", "", "") : stack;
        Optional<JsonNode> value = switch (name) {
            case "AWS::StackName" -> Optional.of(JSON.stringNode(known.name()));
            case "AWS::Region" -> Optional.of(JSON.stringNode(known.region()));
            case "AWS::AccountId" -> Optional.of(JSON.stringNode(known.account()));
            case "AWS::Partition" -> Optional.of(JSON.stringNode("aws"));
            case "AWS::URLSuffix" -> Optional.of(JSON.stringNode("amazonaws.com"));
            case "AWS::StackId" -> Optional.of(JSON.stringNode(known.stackArn()));
            case "AWS::NotificationARNs" -> Optional.of(JSON.arrayNode());
            default -> Optional.empty();
        };
        if (value.isEmpty()) {
            problems.add(place, "there is no pseudo parameter " + name);
        }
        return stack == null ? Optional.empty() : value;
    }

    private Optional<String> ref(Declared resource) {
        StackId deployed = stack;
        if (deployed == null) {
            return Optional.empty();
        }
        return name(resource.logicalId())
                .map(name -> resource.knownType()
                        .filter(ResourceType::referredToByArn)
                        .flatMap(type -> type.arn(deployed, name))
                        .orElseGet(() -> resource.knownType().equals(Optional.of(ResourceType.QUEUE))
                                ? "https://sqs." + deployed.region() + ".amazonaws.com/" + deployed.account() + "/"
                                        + name
                                : name));
    }

    private Optional<String> attribute(Declared resource, String attribute, String place) {
        StackId deployed = stack;
        if (deployed == null) {
            return Optional.empty();
        }
        Optional<ResourceType> type = resource.knownType();
        Optional<String> name = name(resource.logicalId());
        if (name.isEmpty()) {
            return name;
        }
        Optional<String> arn = type.flatMap(known -> known.arn(deployed, name.get()));
        if (attribute.equals("Alias") && type.filter(NamedResources::published).isPresent()) {
            return alias(resource, arn, place);
        }
        Optional<String> value = switch (attribute) {
            case "Arn", "TopicArn" -> arn;
            case "Name", "TopicName", "QueueName" -> name;
            case "QueueUrl" -> ref(resource);
            case "StreamArn" -> arn.map(table -> table + "/stream/local");
            default -> Optional.empty();
        };
        if (value.isEmpty() && type.filter(ResourceType::modelled).isPresent()) {
            problems.add(place, attribute + " of " + resource.logicalId() + " is not known here");
            return value;
        }
        if (value.isEmpty() && madeElsewhere(resource.type())) {
            problems.add(place, attribute + " of " + resource.logicalId() + " is not known here");
            return value;
        }
        // Of what is not read here nothing can be wrong.
        return value.or(() -> name);
    }

    /** Whether its attributes are what another stack or a function of the template's author says they are. */
    private static boolean madeElsewhere(String type) {
        return type.startsWith("Custom::") || MADE_ELSEWHERE.contains(type);
    }

    private static boolean published(ResourceType type) {
        return type == ResourceType.SERVERLESS_FUNCTION || type == ResourceType.SERVERLESS_STATE_MACHINE;
    }

    private Optional<String> alias(Declared resource, Optional<String> arn, String place) {
        if (!resource.properties().has("AutoPublishAlias")) {
            problems.add(place, resource.logicalId() + " has no AutoPublishAlias");
            return Optional.empty();
        }
        return intrinsics
                .text(resource.properties().get("AutoPublishAlias"), resource.place() + "/AutoPublishAlias")
                .flatMap(alias -> arn.map(of -> of + ":" + alias));
    }

    /** What no resource of the template is called: one that SAM makes beside a resource, or nothing. */
    private Optional<String> unknown(String logicalId, String attribute, String place) {
        if (leftOut.contains(logicalId)) {
            problems.add(place, "there is no " + logicalId + ": its condition does not hold");
            return Optional.empty();
        }
        Optional<Declared> owner = declared.values().stream()
                .filter(resource ->
                        resource.type().startsWith("AWS::Serverless::") && logicalId.startsWith(resource.logicalId()))
                .findFirst();
        boolean implicitApi = logicalId.startsWith("ServerlessRestApi") || logicalId.startsWith("ServerlessHttpApi");
        if (owner.isEmpty() && !implicitApi) {
            problems.add(place, "there is no parameter or resource " + logicalId);
            return Optional.empty();
        }
        StackId deployed = stack;
        if (deployed == null) {
            return Optional.empty();
        }
        String made = deployed.name() + "-" + logicalId;
        boolean role = owner.isPresent() && logicalId.equals(owner.get().logicalId() + "Role");
        return Optional.of(
                role && attribute.equals("Arn") ? deployed.roleArn(made.substring(0, made.length() - 4)) : made);
    }

    private Optional<String> made(String logicalId) {
        return stack == null ? Optional.empty() : Optional.of(stack.name() + "-" + logicalId);
    }
}
