package dev.ordersaga.linter.command;

import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.linter.cost.Assumptions;
import dev.ordersaga.linter.cost.CostReport;
import dev.ordersaga.linter.sam.DeployedMachine;
import dev.ordersaga.linter.sam.DeployedMachines;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        return run(files, template, stateMachine, new CostFiles(paths, units, assumed), out);
    }

    /**
     * Prints a report.
     *
     * @param stateMachine the logical id of the state machine that the files are meant for; empty to go by DefinitionUri
     * @return 0
     * @throws IllegalArgumentException for what is no definition, or lacks something that the report needs
     * @throws IOException where a file cannot be read; the message says which
     */
    static int run(List<Path> files, Path template, Optional<String> stateMachine, CostFiles costs, PrintStream out)
            throws IOException {
        DeployedMachines sam = DeployedMachines.read(template);
        CostReport report = costs.report(files.get(0));
        for (Path file : files) {
            DeployedMachine deployed = stateMachine.isPresent()
                    ? sam.machine(stateMachine.get())
                    : sam.machineOf(file)
                            .orElseThrow(() -> new IllegalArgumentException(
                                    template + " has no state machine whose definition is " + file));
            DefinitionGraph definition = StateMachine.readTemplate(deployed.filled(CostFiles.text(file)))
                    .graph()
                    .orElseThrow(() -> new IllegalArgumentException(file + " is no definition"));
            report.add(String.valueOf(file.getFileName()), definition, deployed);
        }
        out.print(report.markdown());
        return 0;
    }
}
