package dev.ordersaga.sam;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * CloudFormation's intrinsic functions. A value is empty where it is not known: because only a deployment knows it, or because of a
 * problem that is among the template's problems. It is a missing node where it is {@code AWS::NoValue}.
 */
final class Intrinsics {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PLACE = Pattern.compile("\\$\\{(!?)([^}]+)}");
    private static final Pattern DYNAMIC_REFERENCE = Pattern.compile("\\{\\{resolve:(\\w[\\w-]*):");

    /** A template is no deeper itself; conditions that name conditions make it so. */
    private static final int MAX_DEPTH = 250;

    /** These need the transform AWS::LanguageExtensions. */
    private static final Set<String> EXTENSIONS = Set.of("Fn::Length", "Fn::ToJsonString");

    /** "Generated resources": what SAM makes beside a resource can be referred to as if it were a part of it. */
    private static final Set<String> REFERABLE = Set.of("Alias", "Version", "Stage", "Deployment", "DomainName");

    private final Parameters parameters;
    private final Conditions conditions;
    private final ConditionFunctions conditionFunctions;
    private final JsonNode mappings;
    private final boolean languageExtensions;
    private final boolean complete;
    private final References references;
    private final Problems problems;
    private int depth;

    Intrinsics(
            TemplateSections sections,
            Parameters parameters,
            boolean complete,
            References references,
            Problems problems) {
        this.parameters = parameters;
        this.conditions = new Conditions(sections.conditions(), problems);
        this.conditionFunctions = new ConditionFunctions(this);
        this.mappings = sections.mappings();
        this.languageExtensions = sections.languageExtensions();
        this.complete = complete;
        this.references = references;
        this.problems = problems;
    }

    /** Whether an object is a call of an intrinsic function. */
    static boolean isCall(JsonNode node) {
        return node.isObject()
                && node.size() == 1
                && (node.has("Ref") || node.propertyNames().iterator().next().startsWith("Fn::"));
    }

    /** The same node without intrinsic functions in it. */
    Optional<JsonNode> value(JsonNode node, String place) {
        if (depth >= MAX_DEPTH) {
            problems.add(place, "is nested more than " + MAX_DEPTH + " deep");
            return Optional.empty();
        }
        depth++;
        try {
            if (isCall(node)) {
                String name = node.propertyNames().iterator().next();
                return call(name, node.get(name), place, Pointer.of(place, name));
            }
            if (node instanceof ObjectNode object) {
                return object(object, place);
            }
            if (node instanceof ArrayNode array) {
                return array(array, place);
            }
            return plain(node, place);
        } finally {
            depth--;
        }
    }

    /** A value that must be a text (or a number or a boolean, as text). */
    Optional<String> text(JsonNode node, String place) {
        Optional<JsonNode> value = value(node, place);
        if (value.isPresent() && (!value.get().isValueNode() || value.get().isNull())) {
            problems.add(place, "must be a text" + (value.get().isArray() ? " and not a list" : ""));
            return Optional.empty();
        }
        return value.map(known -> known.asString(""));
    }

    /** Whether a condition of the template, by its name, holds. */
    Optional<Boolean> holds(JsonNode name, String place) {
        if (!name.isString()) {
            problems.add(place, "must be the name of a condition");
            return Optional.empty();
        }
        return conditions.holds(name.asString(), place, this::test);
    }

    /** The value of a condition function. */
    Optional<Boolean> test(JsonNode node, String place) {
        if (node.isObject() && node.size() == 1 && node.path("Condition").isString()) {
            return holds(node.get("Condition"), place);
        }
        Optional<JsonNode> value = value(node, place);
        if (value.isPresent()
                && !value.get().isBoolean()
                && !Set.of("true", "false").contains(value.get().asString(""))) {
            problems.add(place, "must be a condition");
            return Optional.empty();
        }
        return value.map(known -> known.asBoolean(false));
    }

    private Optional<JsonNode> plain(JsonNode node, String place) {
        Matcher dynamic = DYNAMIC_REFERENCE.matcher(node.isString() ? node.asString() : "");
        if (dynamic.find()) {
            if (complete) {
                problems.add(place, "{{resolve:" + dynamic.group(1) + ":…}} is not known here");
            }
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private Optional<JsonNode> object(ObjectNode object, String place) {
        ObjectNode copy = JSON.objectNode();
        boolean known = true;
        for (var field : object.properties()) {
            Optional<JsonNode> value = value(field.getValue(), Pointer.of(place, field.getKey()));
            known &= value.isPresent();
            value.filter(present -> !present.isMissingNode()).ifPresent(present -> copy.set(field.getKey(), present));
        }
        return known ? Optional.of(copy) : Optional.empty();
    }

    private Optional<JsonNode> array(ArrayNode array, String place) {
        ArrayNode copy = JSON.arrayNode();
        boolean known = true;
        for (int i = 0; i < array.size(); i++) {
            Optional<JsonNode> value = value(array.get(i), place + "/" + i);
            known &= value.isPresent();
            value.filter(present -> !present.isMissingNode()).ifPresent(copy::add);
        }
        return known ? Optional.of(copy) : Optional.empty();
    }

    private Optional<JsonNode> call(String name, JsonNode argument, String place, String inside) {
        if (EXTENSIONS.contains(name) && !languageExtensions) {
            return refused(place, name + " needs the transform AWS::LanguageExtensions");
        }
        return switch (name) {
            case "Ref" -> reference(argument, place);
            case "Fn::GetAtt" -> attribute(argument, place, inside);
            case "Fn::Sub" -> substituted(argument, place, inside);
            case "Fn::Join" -> joined(argument, place, inside);
            case "Fn::Split" -> split(argument, place, inside);
            case "Fn::Select" -> selected(argument, place, inside);
            case "Fn::FindInMap" -> mapped(argument, place, inside);
            case "Fn::If" -> chosen(argument, place, inside);
            case "Fn::Equals" -> conditionFunctions.equal(argument, place, inside);
            case "Fn::Not", "Fn::And", "Fn::Or" -> conditionFunctions.combined(name, argument, place, inside);
            case "Fn::Contains", "Fn::EachMemberIn", "Fn::EachMemberEquals" ->
                conditionFunctions.members(name, argument, place, inside);
            case "Fn::Base64" ->
                text(argument, inside)
                        .map(text -> JSON.stringNode(
                                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
            case "Fn::GetAZs" -> zones(argument, inside);
            case "Fn::Length" ->
                value(argument, inside)
                        .flatMap(list -> list.isArray()
                                ? Optional.of(JSON.numberNode(list.size()))
                                : refused(place, "Fn::Length takes a list"));
            case "Fn::ToJsonString" -> value(argument, inside).map(value -> JSON.stringNode(value.toString()));
            default -> refused(place, name + " is not known here");
        };
    }

    /** Says what is wrong; nothing is known then. */
    Optional<JsonNode> refused(String place, String message) {
        problems.add(place, message);
        return Optional.empty();
    }

    /** Whether a function has as many arguments as it takes, and says so where it has not. */
    boolean takes(int arguments, JsonNode argument, String place, String form) {
        if (argument.isArray() && argument.size() == arguments) {
            return true;
        }
        problems.add(place, form);
        return false;
    }

    private Optional<JsonNode> reference(JsonNode argument, String place) {
        if (!argument.isString()) {
            return refused(place, "Ref takes a name");
        }
        int dot = argument.asString().indexOf('.');
        if (dot > 0 && !REFERABLE.contains(argument.asString().substring(dot + 1))) {
            return refused(place, "Ref takes no attribute; Fn::GetAtt does");
        }
        return named(argument.asString(), place);
    }

    private Optional<JsonNode> named(String name, String place) {
        return parameters.has(name) ? parameters.value(name) : references.ref(name, place);
    }

    private Optional<JsonNode> attribute(JsonNode argument, String place, String inside) {
        JsonNode parts = argument.isString() ? TemplateYaml.attribute(argument.asString()) : argument;
        if (!parts.isArray() || parts.size() < 2 || !parts.path(0).isString()) {
            return refused(place, "Fn::GetAtt takes [resource, attribute]");
        }
        // "!GetAtt [A, Outputs, B]" is "A.Outputs.B".
        List<String> path = new ArrayList<>();
        for (int i = 1; i < parts.size(); i++) {
            Optional<String> part = text(parts.get(i), inside + "/" + i);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            path.add(part.get());
        }
        return references.attribute(parts.path(0).asString(), String.join(".", path), place);
    }

    private Optional<JsonNode> substituted(JsonNode argument, String place, String inside) {
        JsonNode text = argument.isArray() ? argument.path(0) : argument;
        JsonNode names = argument.isArray() ? argument.path(1) : JSON.objectNode();
        if (!text.isString() || !names.isObject() || argument.size() > 2) {
            return refused(place, "Fn::Sub takes a text, or [text, {name: value}]");
        }
        Matcher places = PLACE.matcher(text.asString());
        StringBuilder result = new StringBuilder();
        boolean known = true;
        while (places.find()) {
            String name = places.group(2);
            Optional<String> value = !places.group(1).isEmpty()
                    ? Optional.of("${" + name + "}")
                    : names.has(name) ? text(names.get(name), Pointer.of(inside + "/1", name)) : placed(name, place);
            known &= value.isPresent();
            places.appendReplacement(result, Matcher.quoteReplacement(value.orElse("")));
        }
        places.appendTail(result);
        return known ? plain(JSON.stringNode(result.toString()), place) : Optional.empty();
    }

    /** What {@code ${name}} or {@code ${name.attribute}} of Fn::Sub becomes. */
    private Optional<String> placed(String name, String place) {
        Optional<JsonNode> value = named(name, place);
        if (value.isPresent() && !value.get().isValueNode()) {
            problems.add(place, "${" + name + "} is a list, and Fn::Sub takes texts");
            return Optional.empty();
        }
        return value.map(known -> known.asString(""));
    }

    private Optional<JsonNode> joined(JsonNode argument, String place, String inside) {
        String form = "Fn::Join takes [delimiter, [text, ...]]";
        if (!takes(2, argument, place, form)) {
            return Optional.empty();
        }
        if (!argument.path(0).isString()) {
            return refused(place, form);
        }
        Optional<JsonNode> list = value(argument.path(1), inside + "/1");
        if (list.isEmpty()) {
            return list;
        }
        if (!list.get().isArray()) {
            return refused(place, form);
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : list.get()) {
            if (!part.isValueNode() || part.isNull()) {
                return refused(place, form);
            }
            parts.add(part.asString(""));
        }
        return Optional.of(JSON.stringNode(String.join(argument.path(0).asString(), parts)));
    }

    private Optional<JsonNode> split(JsonNode argument, String place, String inside) {
        String form = "Fn::Split takes [delimiter, text]";
        if (!takes(2, argument, place, form)) {
            return Optional.empty();
        }
        if (!argument.path(0).isString() || argument.path(0).asString().isEmpty()) {
            return refused(place, form);
        }
        return text(argument.path(1), inside + "/1").map(text -> {
            ArrayNode parts = JSON.arrayNode();
            for (String part : text.split(Pattern.quote(argument.path(0).asString()), -1)) {
                parts.add(part);
            }
            return parts;
        });
    }

    private Optional<JsonNode> selected(JsonNode argument, String place, String inside) {
        String form = "Fn::Select takes [index, list]";
        if (!takes(2, argument, place, form)) {
            return Optional.empty();
        }
        Optional<String> index = text(argument.path(0), inside + "/0");
        Optional<JsonNode> list = value(argument.path(1), inside + "/1");
        if (index.isEmpty() || list.isEmpty()) {
            return Optional.empty();
        }
        if (!list.get().isArray() || !index.get().matches("\\d{1,9}")) {
            return refused(place, form);
        }
        int at = Integer.parseInt(index.get());
        return at < list.get().size()
                ? Optional.of(list.get().get(at))
                : refused(place, "the list of Fn::Select has no element " + at);
    }

    private Optional<JsonNode> mapped(JsonNode argument, String place, String inside) {
        if (!argument.isArray() || argument.size() < 3 || argument.size() > 4) {
            return refused(place, "Fn::FindInMap takes [map, key, key]");
        }
        JsonNode found = mappings;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            Optional<String> key = text(argument.path(i), inside + "/" + i);
            if (key.isEmpty()) {
                return Optional.empty();
            }
            found = found.path(key.get());
            path.append('/').append(key.get());
        }
        if (!found.isMissingNode()) {
            return Optional.of(found);
        }
        JsonNode otherwise = argument.path(3).path("DefaultValue");
        return otherwise.isMissingNode()
                ? refused(place, "there is no " + path + " in Mappings")
                : value(otherwise, inside + "/3/DefaultValue");
    }

    private Optional<JsonNode> chosen(JsonNode argument, String place, String inside) {
        if (!takes(3, argument, place, "Fn::If takes [condition, value, value]")) {
            return Optional.empty();
        }
        return holds(argument.path(0), place).flatMap(holds -> {
            int branch = holds ? 1 : 2;
            return value(argument.path(branch), inside + "/" + branch);
        });
    }

    private Optional<JsonNode> zones(JsonNode argument, String inside) {
        Optional<String> asked = text(argument, inside);
        Optional<String> region = asked.filter(String::isEmpty).isPresent()
                ? references.ref("AWS::Region", inside).map(known -> known.asString(""))
                : asked;
        return region.map(
                name -> JSON.arrayNode().add(name + "a").add(name + "b").add(name + "c"));
    }
}
