package dev.ordersaga.local.logs;

import dev.ordersaga.asl.choice.Wildcard;
import dev.ordersaga.asl.expression.LimitedText;
import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.AwsJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Which messages FilterLogEvents gives: terms that must all be there ({@code a "b c"}), of which one must ({@code ?a ?b}), that must not
 * ({@code -a}), a regular expression ({@code %a.c%}), and comparisons of a JSON message's fields ({@code { $.level = "ERROR" }}) joined by
 * {@code &&} and {@code ||}.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">Filter pattern syntax</a>
 */
final class FilterPattern {

    /** How many characters of one event a regular expression may look at. */
    private static final long MAX_LOOKS = 5_000_000;

    private static final Pattern TERM =
            Pattern.compile("\\s*([?-]?)(\"((?:[^\"\\\\]++|\\\\.)*+)\"|%([^%]+)%|([^\\s\"%]+))(?=\\s|$)");
    private static final Pattern COMPARISON = Pattern.compile(
            "\\s*\\(?\\s*\\$((?:\\.[A-Za-z0-9_-]+|\\[\"[^\"]+\"]|\\[\\d+])+)\\s*(=|!=|>=|<=|>|<|IS NULL|NOT EXISTS|IS TRUE|IS FALSE)"
                    + "\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\"|[^\\s&|)}\"]*)\\s*\\)?\\s*");
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_-]+)|\\[\"([^\"]+)\"]|\\[(\\d+)]");

    private FilterPattern() {}

    /** Reads a pattern; an empty one lets everything pass. */
    static Predicate<String> read(String pattern) {
        String text = pattern.strip();
        if (text.isEmpty()) {
            return message -> true;
        }
        if (text.startsWith("{")) {
            if (!text.endsWith("}")) {
                throw invalid();
            }
            Predicate<JsonNode> fields = fields(text.substring(1, text.length() - 1));
            return message -> json(message).filter(fields).isPresent();
        }
        if (text.startsWith("[")) {
            throw new AwsError(
                    "InvalidParameterException", "local-aws does not read filter patterns of space-delimited fields");
        }
        return terms(text);
    }

    private static Predicate<String> terms(String text) {
        List<Predicate<String>> all = new ArrayList<>();
        List<Predicate<String>> any = new ArrayList<>();
        Matcher term = TERM.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!term.find(at) || term.start() != at) {
                throw invalid();
            }
            at = term.end();
            Predicate<String> there = there(term);
            switch (term.group(1)) {
                case "?" -> any.add(there);
                case "-" -> all.add(there.negate());
                default -> all.add(there);
            }
        }
        return message -> all.stream().allMatch(one -> one.test(message))
                && (any.isEmpty() || any.stream().anyMatch(one -> one.test(message)));
    }

    private static Predicate<String> there(Matcher term) {
        if (term.group(4) != null) {
            try {
                return found(Pattern.compile(term.group(4)));
            } catch (PatternSyntaxException e) {
                throw invalid();
            }
        }
        String word = term.group(3) != null ? unquoted(term.group(3)) : term.group(5);
        return message -> message.contains(word);
    }

    /** Searches within a bound: an expression that backtracks without end is no pattern for logs. */
    private static Predicate<String> found(Pattern regex) {
        return message -> {
            try {
                return regex.matcher(new LimitedText(message, MAX_LOOKS, FilterPattern::invalid))
                        .find();
            } catch (StackOverflowError e) {
                throw invalid();
            }
        };
    }

    private static Predicate<JsonNode> fields(String text) {
        Matcher comparison = COMPARISON.matcher(text);
        Predicate<JsonNode> any = null;
        Predicate<JsonNode> all = null;
        int at = 0;
        while (true) {
            if (!comparison.find(at) || comparison.start() != at) {
                throw invalid();
            }
            Predicate<JsonNode> one = field(comparison.group(1), comparison.group(2), comparison.group(3));
            all = all == null ? one : all.and(one);
            at = comparison.end();
            if (at == text.length()) {
                return any == null ? all : any.or(all);
            }
            if (text.startsWith("||", at)) {
                any = any == null ? all : any.or(all);
                all = null;
            } else if (!text.startsWith("&&", at)) {
                throw invalid();
            }
            at += 2;
        }
    }

    private static Predicate<JsonNode> field(String path, String operator, String operand) {
        boolean unary = Character.isLetter(operator.charAt(0));
        if (unary != operand.isEmpty()) {
            throw invalid();
        }
        boolean quoted = operand.startsWith("\"");
        String text = quoted ? unquoted(operand.substring(1, operand.length() - 1)) : operand;
        Double number = quoted || unary ? null : number(text);
        if (number == null && (operator.startsWith(">") || operator.startsWith("<"))) {
            throw invalid();
        }
        return message -> {
            JsonNode value = at(message, path);
            return switch (operator) {
                case "NOT EXISTS" -> value.isMissingNode();
                case "IS NULL" -> value.isNull();
                case "IS TRUE" -> value.isBoolean() && value.asBoolean();
                case "IS FALSE" -> value.isBoolean() && !value.asBoolean();
                case "=" -> equal(value, text, number);
                case "!=" -> !value.isMissingNode() && !equal(value, text, number);
                default -> number != null && value.isNumber() && compares(value.asDouble(), operator, number);
            };
        };
    }

    private static boolean equal(JsonNode value, String text, @Nullable Double number) {
        if (number != null && value.isNumber()) {
            return value.asDouble() == number;
        }
        if (!value.isValueNode()) {
            return false;
        }
        // "You can use the wildcard * to match any text at the beginning or the end."
        return Wildcard.matches(List.of(text.split("\\*", -1)), value.asString(""));
    }

    private static boolean compares(double value, String operator, double number) {
        return switch (operator) {
            case ">" -> value > number;
            case ">=" -> value >= number;
            case "<" -> value < number;
            default -> value <= number;
        };
    }

    private static JsonNode at(JsonNode message, String path) {
        JsonNode node = message;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            node = step.group(3) != null
                    ? node.path(Integer.parseInt(step.group(3)))
                    : node.path(step.group(1) != null ? step.group(1) : step.group(2));
        }
        return node;
    }

    private static Optional<JsonNode> json(String message) {
        if (!message.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            return Optional.of(AwsJson.MAPPER.readTree(message));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String unquoted(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static AwsError invalid() {
        return new AwsError("InvalidParameterException", "Invalid filter pattern");
    }
}
