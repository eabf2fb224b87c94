package dev.ordersaga.linter.command;

import dev.ordersaga.analysis.Undos;
import dev.ordersaga.linter.Finding;
import dev.ordersaga.linter.SagaLinter;
import dev.ordersaga.linter.sam.DeployedMachine;
import dev.ordersaga.linter.sam.DeployedMachines;
import dev.ordersaga.sam.InvalidTemplate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lints files and prints what is found, a line each. */
final class LintCommand {

    private LintCommand() {}

    /**
     * Lints files.
     *
     * @param template a SAM template; a file that is not the definition of one of its state machines is linted without
     * @param stateMachine the logical id of the state machine that the files are meant for; empty to go by DefinitionUri
     * @return 0 where nothing was found, 1 where something was
     * @throws InvalidTemplate where the template cannot be read
     * @throws IOException where a file cannot be read; the message says which
     */
    public static int run(
            List<Path> files, Optional<Path> template, Optional<String> stateMachine, Undos undos, PrintStream out)
            throws IOException {
        Optional<DeployedMachines> sam = template.map(DeployedMachines::read);
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            DeployedMachine deployed = sam.flatMap(read -> stateMachine.isPresent()
                            ? Optional.of(read.machine(stateMachine.get()))
                            : read.machineOf(file))
                    .orElse(DeployedMachine.unknown());
            for (Finding finding : SagaLinter.lint(text(file), deployed, undos)) {
                lines.add(file + ":" + finding);
            }
        }
        lines.forEach(out::println);
        return lines.isEmpty() ? 0 : 1;
    }

    /** What a file says. */
    static String text(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IOException("there is no file to read at " + file, e);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        }
    }
}
