package dev.ordersaga.linter.command;

import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.linter.cost.Assumptions;
import dev.ordersaga.linter.cost.CostReport;
import dev.ordersaga.linter.sam.DeployedMachine;
import dev.ordersaga.linter.sam.DeployedMachines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Prints what the ways through sagas cost. */
public final class CostCommand {

    private CostCommand() {}

    /**
     * Prints a report.
     *
     * @param stateMachine the logical id of the state machine that the files are meant for; empty to go by DefinitionUri
     * @param paths the ways by name; empty for {@code paths.json} beside the first file; where there is none, no way has a name
     * @param units what actions write and read; empty for {@code write-units.json} beside the first file; where there is none, nothing is known
     * @return 0
     * @throws IllegalArgumentException for what is no definition, or lacks something that the report needs
     * @throws IOException where a file cannot be read; the message says which
     */
    public static int run(
            List<Path> files,
            Path template,
            Optional<String> stateMachine,
            Optional<Path> paths,
            Optional<Path> units,
            Assumptions assumed,
            PrintStream out)
            throws IOException {
        DeployedMachines sam = DeployedMachines.read(template);
        CostReport report = new CostReport(
                json(paths.or(() -> beside(files, "paths.json"))),
                json(units.or(() -> beside(files, "write-units.json"))),
                assumed);
        for (Path file : files) {
            DeployedMachine deployed = stateMachine.isPresent()
                    ? sam.machine(stateMachine.get())
                    : sam.machineOf(file)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    template + " has no state machine whose definition is " + file));
            DefinitionGraph definition = StateMachine.readTemplate(deployed.filled(text(file)))
                    .graph()
                    .orElseThrow(() -> new IllegalArgumentException(file + " is no definition"));
            report.add(String.valueOf(file.getFileName()), definition, deployed);
        }
        out.print(report.markdown());
        return 0;
    }

    private static Optional<Path> beside(List<Path> files, String name) {
        return Optional.of(files.get(0).resolveSibling(name)).filter(Files::isRegularFile);
    }

    private static JsonNode json(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JsonMapper.shared().readTree(text(file.get()));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file.get() + " is not JSON", e);
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IOException("there is no file to read at " + file, e);
        }
    }
}
