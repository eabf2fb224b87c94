package dev.ordersaga.local.stepfunctions;

import dev.ordersaga.asl.Definition;
import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.QueryLanguage;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.StateNode;
import dev.ordersaga.asl.choice.Operator;
import dev.ordersaga.local.stepfunctions.Definitions.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What is right and most likely not meant: texts of a JSONPath state that look like paths or intrinsic functions and stand where
 * nothing is evaluated. The codes are the service's, which says of its own words that nobody is to rely on them.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html">List
 *     of warning codes</a>
 */
final class DefinitionWarnings {

    private static final Pattern COMPUTED = Pattern.compile("\\$|\\$\\$?[.\\[].*|States\\.[A-Za-z0-9]+\\(.*\\)");

    private static final List<String> TEMPLATES = List.of("Parameters", "ResultSelector", "ItemSelector", "Assign");

    private final List<Diagnostic> found = new ArrayList<>();

    private DefinitionWarnings() {}

    static List<Diagnostic> of(String text) {
        Definition definition = StateMachine.read(text);
        DefinitionWarnings warnings = new DefinitionWarnings();
        definition.graph().map(DefinitionGraph::states).orElse(List.of()).forEach(warnings::state);
        return warnings.found;
    }

    private void state(StateNode state) {
        boolean inJsonPath = state.state()
                .filter(read -> read.flow().language() == QueryLanguage.JSON_PATH)
                .isPresent();
        if (!inJsonPath) {
            return;
        }
        for (String field : TEMPLATES) {
            template(state.json().path(field), state.pointer() + "/" + field);
        }
        if (state.type().equals("Pass")) {
            looksComputed(
                    state.json().path("Result"),
                    "Result",
                    (name, text) -> found.add(new Diagnostic(
                            "PASS_RESULT_IS_STATIC",
                            "The Result of a Pass state is not evaluated: " + text,
                            state.pointer() + "/Result")));
        }
        if (state.isFail()) {
            notAPath(state.json(), "Error", state.pointer());
            notAPath(state.json(), "Cause", state.pointer());
        }
        JsonNode choices = state.json().path("Choices");
        for (int i = 0; i < choices.size(); i++) {
            rule(choices.path(i), state.pointer() + "/Choices[" + i + "]");
        }
    }

    private void template(JsonNode json, String at) {
        if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                template(json.path(i), at + "[" + i + "]");
            }
        }
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            String name = field.getKey();
            if (field.getValue().isContainer()) {
                template(field.getValue(), at + "/" + name);
            } else if (!name.endsWith(".$")) {
                looksComputed(
                        field.getValue(),
                        name,
                        (of, text) -> found.add(new Diagnostic(
                                "NO_DOLLAR",
                                "The value of '" + of + "' is evaluated only as that of '" + of + ".$'",
                                at)));
            }
        }
    }

    private void rule(JsonNode rule, String at) {
        Operator.fieldNames().stream().filter(name -> !name.endsWith("Path")).forEach(name -> notAPath(rule, name, at));
        for (String several : List.of("And", "Or")) {
            for (int i = 0; i < rule.path(several).size(); i++) {
                rule(rule.path(several).path(i), at + "/" + several + "[" + i + "]");
            }
        }
        if (rule.path("Not").isObject()) {
            rule(rule.path("Not"), at + "/Not");
        }
    }

    private void notAPath(JsonNode object, String field, String at) {
        looksComputed(
                object.path(field),
                field,
                (name, text) -> found.add(new Diagnostic(
                        "NO_PATH",
                        "The value of '" + name + "' is a path only as that of '" + name + "Path'",
                        at + "/" + name)));
    }

    private static void looksComputed(JsonNode value, String name, BiConsumer<String, String> then) {
        if (value.isString() && COMPUTED.matcher(value.stringValue()).matches()) {
            then.accept(name, value.stringValue());
        } else if (value.isContainer()) {
            value.properties().forEach(member -> looksComputed(member.getValue(), member.getKey(), then));
            value.values().stream()
                    .filter(element -> value.isArray())
                    .forEach(element -> looksComputed(element, name, then));
        }
    }
}
