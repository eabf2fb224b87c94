package dev.ordersaga.linter.command;

import dev.ordersaga.analysis.Undos;
import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.linter.SagaLinter;
import dev.ordersaga.linter.cost.CostReport;
import dev.ordersaga.linter.page.LintPage;
import dev.ordersaga.linter.sam.DeployedMachine;
import dev.ordersaga.linter.sam.DeployedMachines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes what is found, and what ways cost, as a page. */
final class PageCommand {

    private PageCommand() {}

    /**
     * Writes the page.
     *
     * @param template a SAM template; a file that is not the definition of one of its state machines is linted without, and not counted
     * @param page the file to write; one that is there is replaced
     * @throws IOException where a file cannot be read or written; the message says which
     */
    static void run(
            List<Path> files,
            Optional<Path> template,
            Optional<String> stateMachine,
            Undos undos,
            CostFiles costs,
            Path page)
            throws IOException {
        Optional<DeployedMachines> sam = template.map(DeployedMachines::read);
        LintPage written = new LintPage();
        for (Path file : files) {
            Optional<DeployedMachine> deployed = sam.flatMap(read ->
                    stateMachine.isPresent() ? Optional.of(read.machine(stateMachine.get())) : read.machineOf(file));
            String text = LintCommand.text(file);
            DeployedMachine machine = deployed.orElse(DeployedMachine.unknown());
            String name = String.valueOf(file.getFileName());
            Optional<DefinitionGraph> definition =
                    StateMachine.readTemplate(machine.filled(text)).graph();
            LintPage.Costs counted = deployed.isPresent() && definition.isPresent()
                    ? counted(costs.report(files.get(0)), name, definition.get(), machine)
                    : LintPage.Costs.none();
            written.add(name, definition, undos, SagaLinter.lint(text, machine, undos), counted);
        }
        try {
            Files.writeString(page, written.html());
        } catch (IOException e) {
            throw new IOException("cannot write " + page, e);
        }
    }

    private static LintPage.Costs counted(
            CostReport report, String name, DefinitionGraph definition, DeployedMachine machine) {
        try {
            report.add(name, definition, machine);
            return new LintPage.Costs(report.ways(), Optional.empty());
        } catch (IllegalArgumentException e) {
            return new LintPage.Costs(List.of(), Optional.ofNullable(e.getMessage()));
        }
    }
}
