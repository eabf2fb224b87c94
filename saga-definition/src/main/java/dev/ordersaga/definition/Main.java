package dev.ordersaga.definition;

import dev.ordersaga.definition.lint.LintCommand;
import dev.ordersaga.definition.lint.Undos;
import dev.ordersaga.definition.sam.InvalidTemplate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The command line: finds what is wrong with sagas, or says what they cost. */
public final class Main {

    private static final int WRONG_USE = 2;

    private static final String HELP = """
            Usage: java -jar saga-linter.jar FILE... [--sam TEMPLATE [--state-machine ID]] [--undo DO=UNDO]...

            Lints sagas in the Amazon States Language (JSONata or JSONPath) and prints each finding on a line of its own:
            FILE:/pointer: severity rule: message

              --sam TEMPLATE      a SAM or CloudFormation template: the time-outs of functions, and the values of ${...} places,
                                  of the state machine whose DefinitionUri is the file
              --state-machine ID  that state machine of the template instead
              --undo DO=UNDO      the state UNDO undoes the state DO, where neither comments nor names say so
              --help              this text

            Ends with 0 where nothing was found, 1 where something was, 2 where the options are wrong or a file cannot be read.
            """;

    private Main() {}

    /** Ends the process with what {@link #run} answers. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, System.err));
    }

    /** All of {@code main} but the exit. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            return run(new ArrayDeque<>(arguments), out);
        } catch (IllegalArgumentException | InvalidTemplate | IOException e) {
            err.println("saga-linter: " + e.getMessage());
            return WRONG_USE;
        }
    }

    private static int run(Deque<String> arguments, PrintStream out) throws IOException {
        List<Path> files = new ArrayList<>();
        List<String> undos = new ArrayList<>();
        Optional<Path> template = Optional.empty();
        Optional<String> stateMachine = Optional.empty();
        while (!arguments.isEmpty()) {
            String argument = arguments.remove();
            switch (argument) {
                case "--help", "-h" -> {
                    out.print(HELP);
                    return 0;
                }
                case "--sam" -> template = Optional.of(path(value(argument, arguments.poll())));
                case "--state-machine" -> stateMachine = Optional.of(value(argument, arguments.poll()));
                case "--undo" -> undos.add(value(argument, arguments.poll()));
                default -> {
                    if (argument.startsWith("-")) {
                        throw new IllegalArgumentException("unknown option '" + argument + "' (--help explains)");
                    }
                    files.add(path(argument));
                }
            }
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException("which file? (--help explains)");
        }
        if (stateMachine.isPresent() && template.isEmpty()) {
            throw new IllegalArgumentException("--state-machine needs --sam");
        }
        return LintCommand.run(files, template, stateMachine, Undos.parse(undos), out);
    }

    private static Path path(String text) {
        return Path.of(text);
    }

    private static String value(String option, @Nullable String value) {
        if (value == null || value.startsWith("--")) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }
}
