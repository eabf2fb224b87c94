package dev.ordersaga.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.linter.command.CostCommand;
import dev.ordersaga.linter.cost.Assumptions;
import dev.ordersaga.linter.graph.Durations;
import dev.ordersaga.linter.sam.DeployedMachines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CostsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "costs.md");
    private static final String BEGIN =
            "<!-- computed from the sagas and template.yaml; rewrite: ./mvnw -pl saga-definition -am test -Dcosts.write=true -->";
    private static final String END = "<!-- end of what is computed -->";

    @Test
    void theDocumentSaysWhatTheFilesComeTo() throws IOException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Path sagas = Path.of("src", "main", "resources");
        CostCommand.run(
                List.of(sagas.resolve("order-saga.asl.json"), sagas.resolve("refund-saga.asl.json")),
                Path.of("..", "template.yaml"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Assumptions.usual(),
                new PrintStream(printed, true, StandardCharsets.UTF_8));
        String document = Files.readString(DOCUMENT);
        String computed = BEGIN + "\n" + printed.toString(StandardCharsets.UTF_8) + END;
        if (Boolean.getBoolean("costs.write")) {
            Files.writeString(
                    DOCUMENT,
                    document.substring(0, document.indexOf(BEGIN))
                            + computed
                            + document.substring(document.indexOf(END) + END.length()));
            return;
        }
        assertThat(document)
                .as("the tables in docs/costs.md; rewrite them with -Dcosts.write=true")
                .contains(computed);
    }

    @Test
    void anOrderIsNotCalledStuckWhileItsWayForwardMayTakeSoLong() throws IOException {
        Path file = Path.of("src", "main", "resources", "order-saga.asl.json");
        Path template = Path.of("..", "template.yaml");
        DefinitionGraph saga =
                StateMachine.readTemplate(Files.readString(file)).graph().orElseThrow();
        Durations durations = new Durations(
                DeployedMachines.read(template).machineOf(file).orElseThrow().functionSeconds());
        double forward = Stream.of("CreateOrder", "ProcessPayment", "ReserveInventory", "ConfirmOrder")
                .map(name -> saga.machine().state(name).orElseThrow())
                .mapToDouble(durations::worst)
                .sum();

        Matcher stuckAfter = Pattern.compile("StuckAfterMinutes:\n(?: {4}.*\n)*? {4}Default: (\\d+)")
                .matcher(Files.readString(template));
        assertThat(stuckAfter.find()).isTrue();
        assertThat(Duration.ofMinutes(Long.parseLong(stuckAfter.group(1))))
                .isGreaterThan(Duration.ofSeconds((long) forward));
    }
}
