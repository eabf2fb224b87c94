package dev.ordersaga.linter.command;

import dev.ordersaga.analysis.Undos;
import dev.ordersaga.commandline.ProgramArguments;
import dev.ordersaga.linter.cost.Assumptions;
import dev.ordersaga.sam.InvalidTemplate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The command line: finds what is wrong with sagas, or says what they cost. */
public final class Main {

    private static final int WRONG_USE = 2;

    private Main() {}

    /** Ends the process with what {@link #run} answers. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, System.err));
    }

    /** All of {@code main} but the exit. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        LinterOptions options = new LinterOptions();
        CommandLine line = new CommandLine(options).setExpandAtFiles(false);
        try {
            ProgramArguments.read(line, arguments, "unknown option '%s' (--help explains)");
            if (options.help) {
                line.usage(out, CommandLine.Help.Ansi.OFF);
                return 0;
            }
            return run(options, out);
        } catch (IllegalArgumentException | InvalidTemplate | IOException e) {
            return wrong(e.getMessage(), err);
        } catch (StackOverflowError e) {
            return wrong("a file nests too deeply to be read", err);
        }
    }

    private static int wrong(@Nullable String reason, PrintStream err) {
        err.println("saga-linter: " + reason);
        return WRONG_USE;
    }

    private static int run(LinterOptions options, PrintStream out) throws IOException {
        if (options.files.isEmpty()) {
            throw new IllegalArgumentException("which file? (--help explains)");
        }
        Optional<Path> template = Optional.ofNullable(options.sam);
        Optional<String> stateMachine = Optional.ofNullable(options.stateMachine);
        if (stateMachine.isPresent() && template.isEmpty()) {
            throw new IllegalArgumentException("--state-machine needs --sam");
        }
        if (options.cost && options.html != null) {
            throw new IllegalArgumentException("--html is not for --cost: a page says both");
        }
        if (!options.cost && options.html == null) {
            options.ofCosts().ifPresent(option -> {
                throw new IllegalArgumentException(option + " needs --cost");
            });
        }
        if (options.cost && !options.undos.isEmpty()) {
            throw new IllegalArgumentException("--undo is not for --cost");
        }
        Assumptions usual = Assumptions.usual();
        Assumptions assumed = new Assumptions(
                number("--millis", options.millis, usual.millis()),
                number("--log-kilobytes", options.logKilobytes, usual.logKilobytes()));
        CostFiles costs =
                new CostFiles(Optional.ofNullable(options.paths), Optional.ofNullable(options.units), assumed);
        if (options.cost) {
            return CostCommand.run(
                    options.files,
                    template.orElseThrow(() -> new IllegalArgumentException("--cost needs --sam")),
                    stateMachine,
                    costs,
                    out);
        }
        Undos undos = Undos.parse(options.undos);
        if (options.html != null) {
            PageCommand.run(options.files, template, stateMachine, undos, costs, options.html);
        }
        return LintCommand.run(options.files, template, stateMachine, undos, out);
    }

    private static double number(String option, @Nullable String value, double usual) {
        if (value == null) {
            return usual;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(option + " must be a number, 0 or more, not '" + value + "'");
    }
}
