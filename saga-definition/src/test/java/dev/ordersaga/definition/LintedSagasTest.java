package dev.ordersaga.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.analysis.Undos;
import dev.ordersaga.linter.SagaLinter;
import dev.ordersaga.linter.sam.DeployedMachine;
import dev.ordersaga.linter.sam.DeployedMachines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Both sagas before the linter. */
class LintedSagasTest {

    private static final Pattern DECLARES = Pattern.compile("The pivot|[Nn]othing to undo");
    private static final DeployedMachines TEMPLATE = DeployedMachines.read(Path.of("..", "template.yaml"));

    @TestFactory
    Stream<DynamicTest> oursEarnNothing() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "resources"))) {
            List<Path> sagas =
                    files.filter(file -> file.toString().endsWith(".asl.json")).toList();
            assertThat(sagas).isNotEmpty();
            return sagas.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        DeployedMachine deployed = TEMPLATE.machineOf(file).orElseThrow();
                        assertThat(deployed.functionSeconds())
                                .as("the time-outs are known")
                                .containsEntry("OrderFunction", 10L);
                        assertThat(SagaLinter.lint(Files.readString(file), deployed, Undos.none()))
                                .isEmpty();
                    }));
        }
    }

    @TestFactory
    Stream<DynamicTest> oursEarnSomethingWithoutTheLastCatchOrTheTimeoutOrTheDeclarationOfAnyTask() {
        JsonNode root = JsonMapper.shared().readTree(OrderSaga.definition());
        return root.path("States").properties().stream()
                .filter(state -> state.getValue().path("Type").asString().equals("Task"))
                .flatMap(state -> Stream.of("Catch", "TimeoutSeconds", "Comment")
                        .filter(field -> !field.equals("Comment")
                                || DECLARES.matcher(state.getValue().path(field).asString(""))
                                        .find())
                        .map(field -> DynamicTest.dynamicTest(state.getKey() + "/" + field, () -> {
                            JsonNode changed = root.deepCopy();
                            ((ObjectNode) changed.path("States").path(state.getKey())).remove(field);
                            assertThat(SagaLinter.lint(changed.toString())).isNotEmpty();
                        })));
    }
}
