package dev.ordersaga.sam;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The parameters of a template with their values, checked as CloudFormation checks them: Type, AllowedValues, AllowedPattern, MinLength,
 * MaxLength, MinValue, MaxValue.
 */
final class Parameters {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> DECLARATION = Set.of(
            "Type",
            "Default",
            "Description",
            "AllowedValues",
            "AllowedPattern",
            "ConstraintDescription",
            "MinLength",
            "MaxLength",
            "MinValue",
            "MaxValue",
            "NoEcho");

    /** AWS's own types name things of an account; their values are texts, and lists of texts. */
    private static final Pattern NAMED = Pattern.compile("(List<)?AWS::[A-Za-z0-9]+::[A-Za-z0-9:]+>?");

    private final JsonNode declared;
    private final Problems problems;
    private final Map<String, Optional<JsonNode>> values = new LinkedHashMap<>();

    /**
     * Reads the section.
     *
     * @param given values in place of defaults
     * @param complete whether each parameter must have a value; otherwise one without is not known
     */
    Parameters(JsonNode declared, Map<String, String> given, boolean complete, Problems problems) {
        this.declared = declared;
        this.problems = problems;
        declared.properties().forEach(parameter -> {
            String place = Pointer.of("/Parameters", parameter.getKey());
            problems.requireKnown(parameter.getValue(), place, DECLARATION);
            values.put(parameter.getKey(), value(parameter.getValue(), place, given.get(parameter.getKey()), complete));
        });
        given.keySet().stream()
                .filter(name -> !declared.has(name))
                .forEach(name -> problems.add("/Parameters", "there is no parameter " + name));
    }

    boolean has(String name) {
        return declared.has(name);
    }

    /** The value: a text or a list of texts; empty where it is not known. */
    Optional<JsonNode> value(String name) {
        return values.getOrDefault(name, Optional.empty());
    }

    private Optional<JsonNode> value(JsonNode declaration, String place, @Nullable String given, boolean complete) {
        JsonNode type = declaration.path("Type");
        if (!type.isString()) {
            problems.add(place, "has no Type");
            return Optional.empty();
        }
        JsonNode initial = declaration.path("Default");
        if (given == null && initial.isMissingNode()) {
            if (complete) {
                problems.add(place, "has no default and was given no value");
            }
            return Optional.empty();
        }
        if (given == null && initial.isContainer()) {
            problems.add(place + "/Default", "must be a text or a number");
            return Optional.empty();
        }
        String text = given == null ? initial.asString("") : given;
        return switch (type.asString()) {
            case "String", "AWS::SSM::Parameter::Name" -> checked(declaration, place, text, List.of(text), false);
            case "Number" -> checked(declaration, place, text, List.of(text), true);
            case "CommaDelimitedList" -> checked(declaration, place, null, split(text), false);
            case "List<Number>" -> checked(declaration, place, null, split(text), true);
            default -> named(type.asString(), declaration, place, text);
        };
    }

    private Optional<JsonNode> named(String type, JsonNode declaration, String place, String text) {
        if (type.startsWith("AWS::SSM::Parameter::Value<")) {
            problems.add(place + "/Type", "the value stands in Systems Manager, which is not read here");
            return Optional.empty();
        }
        if (!NAMED.matcher(type).matches() || type.startsWith("List<") != type.endsWith(">")) {
            problems.add(place + "/Type", type + " is no type of a parameter");
            return Optional.empty();
        }
        return type.startsWith("List<")
                ? checked(declaration, place, null, split(text), false)
                : checked(declaration, place, text, List.of(text), false);
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            parts.add(part.strip());
        }
        return parts;
    }

    private Optional<JsonNode> checked(
            JsonNode declaration, String place, @Nullable String single, List<String> parts, boolean numbers) {
        for (String part : parts) {
            Optional<String> problem = problemOf(part, declaration, numbers);
            if (problem.isPresent()) {
                // "Whether to mask the parameter value to prevent it from being displayed."
                boolean secret = declaration.path("NoEcho").asBoolean(false);
                problems.add(place, secret ? "the value is not what the parameter takes" : problem.get());
                return Optional.empty();
            }
        }
        if (single != null) {
            return Optional.of(JSON.stringNode(single));
        }
        ArrayNode list = JSON.arrayNode();
        parts.forEach(list::add);
        return Optional.of(list);
    }

    private static Optional<String> problemOf(String value, JsonNode declared, boolean number) {
        JsonNode allowed = declared.path("AllowedValues");
        if (allowed.isArray()
                && allowed.valueStream().noneMatch(one -> one.asString("").equals(value))) {
            return Optional.of("'" + value + "' is not among its AllowedValues");
        }
        return number ? numberProblem(value, declared) : textProblem(value, declared);
    }

    private static Optional<String> textProblem(String value, JsonNode declared) {
        JsonNode pattern = declared.path("AllowedPattern");
        if (pattern.isString()) {
            try {
                if (!Pattern.matches(pattern.asString(), value)) {
                    return Optional.of("'" + value + "' does not match its AllowedPattern");
                }
            } catch (PatternSyntaxException e) {
                return Optional.of("its AllowedPattern is no regular expression");
            }
        }
        BigDecimal length = BigDecimal.valueOf(value.length());
        if (bound(declared, "MinLength")
                .filter(least -> length.compareTo(least) < 0)
                .isPresent()) {
            return Optional.of("'" + value + "' is shorter than its MinLength, "
                    + declared.path("MinLength").asString());
        }
        if (bound(declared, "MaxLength")
                .filter(most -> length.compareTo(most) > 0)
                .isPresent()) {
            return Optional.of("'" + value + "' is longer than its MaxLength, "
                    + declared.path("MaxLength").asString());
        }
        return Optional.empty();
    }

    private static Optional<String> numberProblem(String value, JsonNode declared) {
        BigDecimal number;
        try {
            number = new BigDecimal(value.strip());
        } catch (NumberFormatException e) {
            return Optional.of("'" + value + "' is no number");
        }
        if (bound(declared, "MinValue")
                .filter(least -> number.compareTo(least) < 0)
                .isPresent()) {
            return Optional.of(value + " is less than its MinValue, "
                    + declared.path("MinValue").asString());
        }
        if (bound(declared, "MaxValue")
                .filter(most -> number.compareTo(most) > 0)
                .isPresent()) {
            return Optional.of(value + " is more than its MaxValue, "
                    + declared.path("MaxValue").asString());
        }
        return Optional.empty();
    }

    private static Optional<BigDecimal> bound(JsonNode declared, String name) {
        try {
            return declared.path(name).isValueNode()
                    ? Optional.of(new BigDecimal(declared.path(name).asString("")))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // cfn-lint's to say
        }
    }
}
