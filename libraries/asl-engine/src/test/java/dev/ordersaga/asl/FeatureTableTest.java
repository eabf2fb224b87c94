package dev.ordersaga.asl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.execution.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The README's table of features, held against the corpus. */
class FeatureTableTest {

    private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| `([^`]+)` \\| (yes|no) \\|");
    private static final Set<String> USED = used();

    record Row(String where, String field, boolean supported) {

        boolean isFunction() {
            return where.endsWith("function");
        }
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(Path.of("README.md")).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> new Row(row.group(1), row.group(2), row.group(3).equals("yes")))
                .toList();
    }

    static Stream<Row> supported() throws IOException {
        return rows().stream().filter(Row::supported);
    }

    static Stream<Row> refused() throws IOException {
        return rows().stream().filter(row -> !row.supported());
    }

    @ParameterizedTest
    @MethodSource("supported")
    void whatTheTableTicksTheCorpusExercises(Row row) {
        assertThat(USED).contains(row.isFunction() ? row.field() + "(" : row.where() + "/" + row.field());
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("refused")
    void whatTheTableDoesNotTickTheParserRefuses(Row row) {
        String definition = row.isFunction()
                ? "{'QueryLanguage': 'JSONata', 'StartAt': 'A', 'States': {'A': {'Type': 'Pass', 'Output': '{% "
                        + row.field() + "(1) %}', 'End': true}}}"
                : "{'StartAt': 'M', 'States': {'M': {'Type': 'Map', '" + row.field() + "': {}, 'End': true,"
                        + " 'ItemProcessor': {'StartAt': 'A', 'States': {'A': {'Type': 'Succeed'}}}}}}";

        assertThat(StateMachine.problems(definition.replace('\'', '"'))).isNotEmpty();
    }

    @Test
    void theTableNamesEveryFieldThatTheCorpusUses() throws IOException {
        Set<String> named = new HashSet<>();
        for (Row row : rows()) {
            named.add(row.where() + "/" + row.field());
        }

        assertThat(USED.stream()
                        .filter(use -> !use.endsWith("(") && !use.startsWith("graph/"))
                        .toList())
                .isSubsetOf(named);
    }

    private static Set<String> used() {
        Set<String> used = new HashSet<>();
        for (JsonNode given : Corpus.executions()) {
            graph("State machine", given.get("definition"), used);
            Matcher calls = Pattern.compile("(States\\.\\w+|\\$\\w+)\\(").matcher(given.toString());
            while (calls.find()) {
                used.add(calls.group());
            }
        }
        return used;
    }

    private static void graph(String where, JsonNode graph, Set<String> used) {
        fields(where, graph, used);
        for (JsonNode state : graph.get("States")) {
            fields(state.get("Type").stringValue(), state, used);
            state.path("Retry").forEach(retrier -> fields("Retry", retrier, used));
            state.path("Catch").forEach(catcher -> fields("Catch", catcher, used));
            state.path("Choices").forEach(rule -> rule(rule, used));
            state.path("Branches").forEach(branch -> graph("graph", branch, used));
            for (String part : List.of("ItemReader", "ItemBatcher", "ResultWriter")) {
                fields(part, state.path(part), used);
            }
            fields("ReaderConfig", state.path("ItemReader").path("ReaderConfig"), used);
            fields("WriterConfig", state.path("ResultWriter").path("WriterConfig"), used);
            for (String processor : List.of("ItemProcessor", "Iterator")) {
                if (state.has(processor)) {
                    fields("ProcessorConfig", state.get(processor).path("ProcessorConfig"), used);
                    graph("graph", state.get(processor), used);
                }
            }
        }
    }

    private static void rule(JsonNode rule, Set<String> used) {
        fields("Choice rule", rule, used);
        rule.path("And").forEach(nested -> rule(nested, used));
        rule.path("Or").forEach(nested -> rule(nested, used));
        if (rule.has("Not")) {
            rule(rule.get("Not"), used);
        }
    }

    private static void fields(String where, JsonNode object, Set<String> used) {
        object.propertyNames().forEach(name -> used.add(where + "/" + name));
    }
}
