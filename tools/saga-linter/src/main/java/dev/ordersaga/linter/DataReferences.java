package dev.ordersaga.linter;

import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.Transition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The places in an execution's data that states write and Choices compare. A reference is a list of names: {@code [$, stock, status]} for
 * {@code $.stock.status} and {@code $states.input.stock.status}, {@code [$stock]} for a variable. Indices are left out.
 */
final class DataReferences {

    /** The whole of a state's output. */
    static final List<String> WHOLE = List.of("$");

    private static final Set<String> ORDERS = Set.of("GreaterThan", "LessThan");
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(states\\.input)?[\\p{L}_\\d]*(\\.[\\p{L}_][\\p{L}_\\d]*)*");
    private static final Pattern TEXT = Pattern.compile("'([^']*)'|\"([^\"]*)\"");

    private DataReferences() {}

    /**
     * What a Choice tests.
     *
     * @param references what is compared for equality or presence
     * @param errorNames the literals that one rule compares an error's name with; empty where it compares none
     * @param asksForError whether an error's name is compared
     */
    record TestedData(Set<List<String>> references, List<String> errorNames, boolean asksForError) {}

    /** What one rule of a Choice tests. A comparison of greater and smaller is no test of what has happened. */
    static TestedData condition(Transition rule) {
        JsonNode json = rule.kind() == Transition.Kind.CHOICE ? at(rule, "Choices") : null;
        Set<List<String>> references = new LinkedHashSet<>();
        List<String> names = new ArrayList<>();
        boolean asks = json != null
                && (json.has("Condition") ? jsonata(json, references, names) : jsonPath(json, references, names));
        return new TestedData(references, names, asks);
    }

    private static boolean jsonata(JsonNode rule, Set<List<String>> references, List<String> names) {
        String text = rule.path("Condition").asString("");
        if (text.contains("<") || text.contains(">")) {
            return false;
        }
        String withoutTexts = TEXT.matcher(text).replaceAll("''");
        Matcher reference = REFERENCE.matcher(withoutTexts);
        while (reference.find()) {
            if (!withoutTexts.startsWith("(", reference.end())) {
                references.add(reference(reference.group()));
            }
        }
        boolean asks = references.stream().anyMatch(DataReferences::isErrorName);
        Matcher literal = TEXT.matcher(text);
        while (asks && literal.find()) {
            names.add(literal.group(1) == null ? literal.group(2) : literal.group(1));
        }
        return asks;
    }

    private static boolean jsonPath(JsonNode rule, Set<List<String>> references, List<String> names) {
        boolean asks = false;
        for (String combination : List.of("And", "Or", "Not")) {
            JsonNode inner = rule.path(combination);
            for (JsonNode each : inner.isArray() ? inner : List.of(inner)) {
                asks |= each.isObject() && jsonPath(each, references, names);
            }
        }
        JsonNode variable = rule.path("Variable");
        if (!variable.isString()) {
            return asks;
        }
        for (String comparison : rule.propertyNames()) {
            if (comparison.equals("Variable")
                    || comparison.equals("Next")
                    || ORDERS.stream().anyMatch(comparison::contains)) {
                continue;
            }
            List<String> reference = reference(variable.stringValue());
            references.add(reference);
            if (isErrorName(reference)) {
                asks = true;
                names.add(rule.path(comparison).asString(""));
            }
        }
        return asks;
    }

    private static boolean isErrorName(List<String> reference) {
        return reference.get(reference.size() - 1).equals("Error");
    }

    /** What a state writes when it succeeds. */
    static Set<List<String>> writtenBy(StateNode state) {
        boolean answers = state.isTask() || state.isComposite();
        boolean changes = answers || state.json().has("Result") || state.json().has("Parameters");
        return written(state.json(), changes && !state.json().has("Output"));
    }

    /** What a Catch writes. */
    static Set<List<String>> writtenBy(Transition caught) {
        JsonNode json = at(caught, "Catch");
        return written(json, !json.has("Output"));
    }

    private static Set<List<String>> written(JsonNode json, boolean result) {
        Set<List<String>> written = new LinkedHashSet<>();
        JsonNode path = json.path("ResultPath");
        if (result && path.isMissingNode()) {
            written.add(WHOLE);
        } else if (path.isString()) {
            written.add(reference(path.stringValue()));
        }
        JsonNode output = json.path("Output");
        if (output.isObject()) {
            output.propertyNames().forEach(name -> written.add(List.of("$", name)));
        } else if (output.isString() && !output.stringValue().replace(" ", "").equals("{%$states.input%}")) {
            written.add(WHOLE);
        }
        json.path("Assign").propertyNames().forEach(name -> written.add(List.of("$" + name)));
        return written;
    }

    /** Whether a reference lies in what another names, or the other way round. */
    static boolean overlap(List<String> one, List<String> other) {
        int common = Math.min(one.size(), other.size());
        return one.subList(0, common).equals(other.subList(0, common));
    }

    private static List<String> reference(String text) {
        List<String> names = new ArrayList<>();
        for (String name : text.replace("$states.input", "$")
                .replaceAll("\\[['\"]([^\\]'\"]+)['\"]\\]", ".$1")
                .replaceAll("\\[[^\\]]*\\]", "")
                .split("\\.", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names.isEmpty() ? WHOLE : List.copyOf(names);
    }

    /** The element of an array of the state that a transition is. */
    private static JsonNode at(Transition transition, String array) {
        String index = transition.pointer().substring(transition.pointer().lastIndexOf('/') + 1);
        return transition.from().json().path(array).path(Integer.parseInt(index));
    }
}
