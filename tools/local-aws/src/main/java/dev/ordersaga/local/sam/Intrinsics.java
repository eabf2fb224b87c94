package dev.ordersaga.local.sam;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** CloudFormation's intrinsic functions, put to their values. What cannot be is a problem, and becomes an empty text. */
final class Intrinsics {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PLACE = Pattern.compile("\\$\\{(!?)([^}]+)}");

    private final Owner owner;
    private final Map<String, JsonNode> parameters;
    private final JsonNode conditions;
    private final Map<String, Resource> resources;
    private final Problems problems;

    Intrinsics(
            Owner owner,
            Map<String, JsonNode> parameters,
            JsonNode conditions,
            Map<String, Resource> resources,
            Problems problems) {
        this.owner = owner;
        this.parameters = new LinkedHashMap<>(parameters);
        this.conditions = conditions;
        this.resources = resources;
        this.problems = problems;
    }

    /** The same node without intrinsic functions in it. */
    JsonNode value(JsonNode node, String place) {
        if (node instanceof ObjectNode object) {
            if (object.size() == 1) {
                String name = object.propertyNames().iterator().next();
                if (name.equals("Ref")
                        || (name.equals("Condition") && object.get(name).isString())
                        || name.startsWith("Fn::")) {
                    return call(name, object.get(name), place);
                }
            }
            ObjectNode copy = JSON.objectNode();
            object.properties().forEach(field -> {
                JsonNode value = value(field.getValue(), place + "/" + field.getKey());
                if (!value.isMissingNode()) {
                    copy.set(field.getKey(), value);
                }
            });
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JSON.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                JsonNode value = value(array.get(i), place + "/" + i);
                if (!value.isMissingNode()) {
                    copy.add(value);
                }
            }
            return copy;
        }
        return node;
    }

    String text(JsonNode node, String place) {
        JsonNode value = value(node, place);
        if (value.isContainer() || value.isMissingNode() || value.isNull()) {
            problems.add(place, "must be a text");
            return "";
        }
        return value.asString();
    }

    /** Whether a condition of the template, by its name, holds. */
    boolean holds(String condition, String place) {
        JsonNode definition = conditions.path(condition);
        if (definition.isMissingNode()) {
            problems.add(place, "there is no condition " + condition);
            return false;
        }
        return value(definition, "/Conditions/" + condition).asBoolean(false);
    }

    private JsonNode call(String name, JsonNode argument, String place) {
        return switch (name) {
            case "Ref" -> reference(argument.asString(""), place);
            case "Condition" -> JSON.booleanNode(holds(argument.asString(), place));
            case "Fn::GetAtt" ->
                JSON.stringNode(attribute(
                        argument.path(0).asString(""), argument.path(1).asString(""), place));
            case "Fn::Sub" -> JSON.stringNode(substituted(argument, place));
            case "Fn::Join" -> joined(argument, place);
            case "Fn::If" -> value(argument.path(holds(argument.path(0).asString(""), place) ? 1 : 2), place);
            case "Fn::Equals" -> JSON.booleanNode(text(argument.path(0), place).equals(text(argument.path(1), place)));
            case "Fn::Not" -> JSON.booleanNode(!value(argument.path(0), place).asBoolean(false));
            case "Fn::And" ->
                JSON.booleanNode(argument.valueStream()
                        .allMatch(part -> value(part, place).asBoolean(false)));
            case "Fn::Or" ->
                JSON.booleanNode(argument.valueStream()
                        .anyMatch(part -> value(part, place).asBoolean(false)));
            case "Fn::Select" ->
                value(argument.path(1), place).path(argument.path(0).asInt(0));
            case "Fn::Split" -> split(argument, place);
            default -> {
                problems.add(place, name + " is not known here");
                yield JSON.stringNode("");
            }
        };
    }

    private JsonNode reference(String name, String place) {
        Optional<JsonNode> pseudo = pseudo(name);
        if (pseudo.isPresent()) {
            return pseudo.get();
        }
        JsonNode parameter = parameters.get(name);
        if (parameter != null) {
            return parameter;
        }
        int dot = name.indexOf('.');
        Resource resource = resources.get(dot < 0 ? name : name.substring(0, dot));
        if (resource == null) {
            problems.add(place, "there is no parameter or resource " + name);
            return JSON.stringNode("");
        }
        if (dot >= 0) {
            return JSON.stringNode(attribute(resource.logicalId(), name.substring(dot + 1), place));
        }
        return JSON.stringNode(
                switch (resource.type()) {
                    case STATE_MACHINE, TOPIC, SUBSCRIPTION -> arn(resource);
                    case QUEUE -> "http://127.0.0.1/" + owner.account() + "/" + resource.name();
                    default -> resource.name();
                });
    }

    private Optional<JsonNode> pseudo(String name) {
        return switch (name) {
            case "AWS::StackName" -> Optional.of(JSON.stringNode(owner.stackName()));
            case "AWS::Region" -> Optional.of(JSON.stringNode(owner.region()));
            case "AWS::AccountId" -> Optional.of(JSON.stringNode(owner.account()));
            case "AWS::Partition" -> Optional.of(JSON.stringNode("aws"));
            case "AWS::URLSuffix" -> Optional.of(JSON.stringNode("amazonaws.com"));
            case "AWS::StackId" ->
                Optional.of(JSON.stringNode(owner.arn("cloudformation", "stack/" + owner.stackName() + "/local")));
            case "AWS::NoValue" -> Optional.of(JSON.missingNode());
            default -> Optional.empty();
        };
    }

    private String attribute(String logicalId, String attribute, String place) {
        Resource resource = resources.get(logicalId);
        if (resource == null) {
            problems.add(place, "there is no resource " + logicalId);
            return "";
        }
        return switch (attribute) {
            case "Arn", "TopicArn" -> arn(resource);
            case "Name", "TopicName", "QueueName" -> resource.name();
            case "Alias" ->
                arn(resource) + ":"
                        + resource.properties().path("AutoPublishAlias").asString("live");
            case "StreamArn" -> arn(resource) + "/stream/local";
            default -> {
                // Of what is not made here nothing can be wrong.
                if (resource.type().made()) {
                    problems.add(place, attribute + " of " + logicalId + " is not known here");
                }
                yield resource.name();
            }
        };
    }

    private String arn(Resource resource) {
        String name = resource.name();
        return switch (resource.type()) {
            case FUNCTION -> owner.arn("lambda", "function:" + name);
            case STATE_MACHINE -> owner.arn("states", "stateMachine:" + name);
            case TABLE, SIMPLE_TABLE -> owner.arn("dynamodb", "table/" + name);
            case EVENT_BUS -> owner.arn("events", "event-bus/" + name);
            case TOPIC -> owner.arn("sns", name);
            case QUEUE -> owner.arn("sqs", name);
            case LOG_GROUP -> owner.arn("logs", "log-group:" + name + ":*");
            case ROLE -> "arn:aws:iam::" + owner.account() + ":role/" + name;
            default -> owner.arn("local", name);
        };
    }

    private String substituted(JsonNode argument, String place) {
        JsonNode text = argument.isArray() ? argument.path(0) : argument;
        JsonNode names = argument.isArray() ? argument.path(1) : JSON.objectNode();
        Matcher places = PLACE.matcher(text.asString(""));
        StringBuilder result = new StringBuilder();
        while (places.find()) {
            String name = places.group(2);
            String value;
            if (!places.group(1).isEmpty()) {
                value = "${" + name + "}";
            } else if (names.has(name)) {
                value = text(names.get(name), place);
            } else {
                value = reference(name, place).asString("");
            }
            places.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return places.appendTail(result).toString();
    }

    private JsonNode joined(JsonNode argument, String place) {
        StringJoiner joined = new StringJoiner(argument.path(0).asString(""));
        value(argument.path(1), place).forEach(part -> joined.add(part.asString()));
        return JSON.stringNode(joined.toString());
    }

    private JsonNode split(JsonNode argument, String place) {
        ArrayNode parts = JSON.arrayNode();
        for (String part : text(argument.path(1), place)
                .split(Pattern.quote(argument.path(0).asString()), -1)) {
            parts.add(part);
        }
        return parts;
    }
}
