package dev.ordersaga.local.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.parity.OperationCases.OperationCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.util.VersionInfo;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/parity.md}, held to what it is made of: the feature tables, the corpus of executions and the cases of operations, which tests
 * run, and the operations that AWS's SDK has. {@code -Dparity.write=true} writes it.
 */
class ParityStatementTest {

    private static final Path STATEMENT = Path.of("..", "..", "docs", "parity.md");
    private static final Path ENGINE = Path.of("..", "..", "libraries", "asl-engine");
    private static final Path CORPUS = ENGINE.resolve(Path.of("src", "test", "resources", "corpus"));
    private static final Pattern FIELD = Pattern.compile("\\| ([^|]+) \\| `([^`]+)` \\| (yes|no) \\|");
    private static final Pattern OPERATION = Pattern.compile("\\| ([^|]+) \\| (\\w+) \\| (✓ )?\\|");
    private static final Pattern CALL = Pattern.compile("(States\\.\\w+|\\$\\w+)\\(");
    private static final Pattern DATE = Pattern.compile("Made on \\d{4}-\\d\\d-\\d\\d");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<String, Class<?>> CLIENTS = clients();

    private static Map<String, Class<?>> clients() {
        Map<String, Class<?>> clients = new LinkedHashMap<>();
        clients.put("Step Functions", SfnClient.class);
        clients.put("EventBridge", EventBridgeClient.class);
        clients.put("SNS", SnsClient.class);
        clients.put("CloudWatch Logs", CloudWatchLogsClient.class);
        return clients;
    }

    @Test
    void aTickHasACaseThatPasses() throws IOException {
        Map<String, String> fields = fieldCases();
        Map<String, String> operations = operationCases();

        assertThat(fieldRows().stream()
                        .filter(row -> row.group(3).equals("yes"))
                        .map(ParityStatementTest::fieldKey)
                        .filter(key -> !fields.containsKey(key)))
                .as("fields that are ticked, and no case of the corpus has them")
                .isEmpty();
        assertThat(operationRows()
                        .filter(row -> CLIENTS.containsKey(row.group(1)) && row.group(3) != null)
                        .map(row -> row.group(1) + "/" + row.group(2))
                        .filter(key -> !operations.containsKey(key)))
                .as("operations that are ticked, and no case under src/test/resources/operations calls them")
                .isEmpty();
    }

    @Test
    void whatIsNotAnsweredIsListedWithAReason() throws IOException {
        List<String> answered = answered();

        assertThat(CLIENTS.entrySet().stream()
                        .filter(client -> !client.getKey().equals("Step Functions"))
                        .flatMap(client -> operations(client.getValue()).stream()
                                .map(operation -> client.getKey() + "/" + operation))
                        .filter(operation -> !answered.contains(operation))
                        .filter(operation -> reason(operation).isEmpty()))
                .isEmpty();
    }

    @Test
    void theStatementIsWhatTheCorpusAndTheTablesSay() throws IOException {
        String made = statement();
        if (Boolean.getBoolean("parity.write")) {
            Files.writeString(STATEMENT, made);
        }

        assertThat(undated(Files.readString(STATEMENT)))
                .as("-Dtest=ParityStatementTest -Dparity.write=true in tools/local-aws writes it")
                .isEqualTo(undated(made));
    }

    private static String undated(String text) {
        return DATE.matcher(text).replaceAll("Made on");
    }

    private static String statement() throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("# What is here as on AWS, and how it is shown\n\n")
                .append("Made on ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append(
                        " from the project's own files, by a test that fails where they say anything else; do not edit it. Compared:\n\n")
                .append(
                        "- the fields of the Amazon States Language and the functions in the table of\n  [asl-engine](../libraries/asl-engine/README.md), with the ")
                .append(
                        "executions in [its corpus](../libraries/asl-engine/src/test/resources/corpus), which its tests run:\n  status, output, ")
                .append("errors and, where a case names them, the events of the history;\n")
                .append("- the operations of AWS's SDK for Java ")
                .append(VersionInfo.SDK_VERSION)
                .append(
                        " and the table of [local-aws](../tools/local-aws/README.md), with the\n  [cases of operations](../tools/local-aws/src/test/resources/operations), ")
                .append("which its tests make over the wire.\n\n")
                .append(
                        "The cases are written from AWS's documentation and its specification, and no AWS account runs them: a ✓ says that the case named passes here.\n")
                .append(
                        "A ✓ without one breaks the build. Whoever finds a difference adds a case.\n\n## Fields and functions\n\n")
                .append("| where | field | | a case |\n|---|---|---|---|\n");
        Map<String, String> fields = fieldCases();
        for (Matcher row : fieldRows()) {
            boolean supported = row.group(3).equals("yes");
            text.append("| ")
                    .append(row.group(1))
                    .append(" | `")
                    .append(row.group(2))
                    .append("` | ")
                    .append(
                            supported
                                    ? "✓ | " + cell(fields.getOrDefault(fieldKey(row), "none"))
                                    : "| refused when a state machine is made")
                    .append(" |\n");
        }
        text.append(
                        "\nOf what an ItemReader's fields can name, Parquet (`InputType` PARQUET) and objects that are packed with ZSTD are not read:\n")
                .append("the Map fails with `States.ItemReaderFailed`, which says so.\n");
        Map<String, String> cases = operationCases();
        List<String> answered = answered();
        for (Map.Entry<String, Class<?>> client : CLIENTS.entrySet()) {
            text.append("\n## Operations of ")
                    .append(client.getKey())
                    .append("\n\n| operation | | a case, or why not |\n|---|---|---|\n");
            for (String operation : operations(client.getValue())) {
                String key = client.getKey() + "/" + operation;
                text.append("| ")
                        .append(operation)
                        .append(" | ")
                        .append(
                                answered.contains(key)
                                        ? "✓ | " + cell(cases.getOrDefault(key, "none"))
                                        : "| " + reason(key).orElse("not yet"))
                        .append(" |\n");
            }
        }
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static List<Matcher> fieldRows() throws IOException {
        return rows(ENGINE.resolve("README.md"), FIELD).toList();
    }

    private static Stream<Matcher> operationRows() throws IOException {
        return rows(Path.of("README.md"), OPERATION);
    }

    private static Stream<Matcher> rows(Path file, Pattern pattern) throws IOException {
        return Files.readAllLines(file).stream().map(pattern::matcher).filter(Matcher::matches);
    }

    private static String fieldKey(Matcher row) {
        return row.group(1).endsWith("function") ? row.group(2) + "(" : row.group(1) + "/" + row.group(2);
    }

    private static List<String> answered() throws IOException {
        return operationRows()
                .filter(row -> row.group(3) != null)
                .map(row -> row.group(1) + "/" + row.group(2))
                .toList();
    }

    private static Set<String> operations(Class<?> client) {
        TreeSet<String> names = new TreeSet<>();
        Arrays.stream(client.getMethods())
                .filter(method -> method.getParameterCount() >= 1
                        && SdkRequest.class.isAssignableFrom(method.getParameterTypes()[0])
                        && !method.getName().endsWith("Paginator"))
                .map(method -> method.getParameterTypes()[0].getSimpleName().replaceFirst("Request$", ""))
                .forEach(names::add);
        return names;
    }

    private static Optional<String> reason(String key) {
        String[] parts = key.split("/", 2);
        for (JsonNode known : OperationCases.reasons().path(parts[0])) {
            if (parts[1].matches(known.path("operations").asString())) {
                return Optional.of(known.path("reason").asString());
            }
        }
        return Optional.empty();
    }

    /** The first case that calls each operation and is answered. */
    private static Map<String, String> operationCases() {
        Map<String, String> first = new LinkedHashMap<>();
        for (OperationCase one : OperationCases.all()) {
            for (JsonNode step : one.steps()) {
                if (!step.has("error")) {
                    first.putIfAbsent(one.service() + "/" + step.path("call").asString(), one.name());
                }
            }
        }
        return first;
    }

    /** The first case that has each field and function. */
    private static Map<String, String> fieldCases() throws IOException {
        Map<String, String> first = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(CORPUS)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                for (JsonNode one : JSON.readTree(file.toFile())) {
                    String name = file.getFileName() + ": " + one.path("name").asString();
                    graph("State machine", one.path("definition"), name, first);
                    CALL.matcher(one.toString()).results().forEach(call -> first.putIfAbsent(call.group(), name));
                }
            }
        }
        return first;
    }

    private static void graph(String where, JsonNode graph, String name, Map<String, String> first) {
        fields(where, graph, name, first);
        for (JsonNode state : graph.path("States")) {
            fields(state.path("Type").asString(""), state, name, first);
            state.path("Retry").forEach(retrier -> fields("Retry", retrier, name, first));
            state.path("Catch").forEach(catcher -> fields("Catch", catcher, name, first));
            state.path("Choices").forEach(rule -> rule(rule, name, first));
            state.path("Branches").forEach(branch -> graph("graph", branch, name, first));
            for (String inside : List.of("ItemReader", "ItemBatcher", "ResultWriter", "ProcessorConfig")) {
                fields(inside, state.path(inside), name, first);
            }
            fields("ReaderConfig", state.path("ItemReader").path("ReaderConfig"), name, first);
            fields("WriterConfig", state.path("ResultWriter").path("WriterConfig"), name, first);
            for (String processor : List.of("ItemProcessor", "Iterator")) {
                fields(processor, state.path(processor), name, first);
                fields("ProcessorConfig", state.path(processor).path("ProcessorConfig"), name, first);
                graph("graph", state.path(processor), name, first);
            }
        }
    }

    private static void rule(JsonNode rule, String name, Map<String, String> first) {
        fields("Choice rule", rule, name, first);
        rule.path("And").forEach(nested -> rule(nested, name, first));
        rule.path("Or").forEach(nested -> rule(nested, name, first));
        if (rule.has("Not")) {
            rule(rule.path("Not"), name, first);
        }
    }

    private static void fields(String where, JsonNode object, String name, Map<String, String> first) {
        object.propertyNames().forEach(field -> first.putIfAbsent(where + "/" + field, name));
    }
}
