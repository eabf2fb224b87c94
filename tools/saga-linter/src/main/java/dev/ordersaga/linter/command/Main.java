package dev.ordersaga.linter.command;

import dev.ordersaga.linter.Undos;
import dev.ordersaga.linter.cost.Assumptions;
import dev.ordersaga.sam.InvalidTemplate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command line: finds what is wrong with sagas, or says what they cost. */
public final class Main {

    private static final int WRONG_USE = 2;
    private static final Set<String> COST_OPTIONS = Set.of("--paths", "--units", "--millis", "--log-kilobytes");

    private static final String HELP = """
            Usage: java -jar saga-linter.jar FILE... [--sam TEMPLATE [--state-machine ID]] [--undo DO=UNDO]...
                   java -jar saga-linter.jar --cost FILE... --sam TEMPLATE [--state-machine ID]
                                             [--paths JSON] [--units JSON] [--millis N] [--log-kilobytes N]

            Lints sagas in the Amazon States Language (JSONata or JSONPath) and prints each finding on a line of its own:
            FILE:/pointer: severity rule: message

              --sam TEMPLATE      a SAM or CloudFormation template: the time-outs of functions, and the values of ${...} places,
                                  of the state machine whose DefinitionUri is the file
              --state-machine ID  that state machine of the template instead
              --undo DO=UNDO      the state UNDO undoes the state DO, where neither comments nor names say so

            With --cost it prints a table: what each way through the sagas costs, in US dollars a million orders, and how long it
            may take at worst.

              --paths JSON        the ways by name (default: paths.json beside the first FILE)
              --units JSON        what a call of each action writes and reads (default: write-units.json beside the first FILE)
              --millis N          how long a call takes, an assumption (default 30)
              --log-kilobytes N   how much a call logs, an assumption (default 1.6)

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
        Optional<Path> paths = Optional.empty();
        Optional<Path> units = Optional.empty();
        Assumptions assumed = Assumptions.usual();
        Set<String> costOptions = new LinkedHashSet<>();
        boolean cost = false;
        while (!arguments.isEmpty()) {
            String argument = arguments.remove();
            if (COST_OPTIONS.contains(argument)) {
                costOptions.add(argument);
            }
            switch (argument) {
                case "--help", "-h" -> {
                    out.print(HELP);
                    return 0;
                }
                case "--sam" -> template = Optional.of(path(value(argument, arguments.poll())));
                case "--state-machine" -> stateMachine = Optional.of(value(argument, arguments.poll()));
                case "--cost" -> cost = true;
                case "--paths" -> paths = Optional.of(path(value(argument, arguments.poll())));
                case "--units" -> units = Optional.of(path(value(argument, arguments.poll())));
                case "--millis" ->
                    assumed = new Assumptions(number(argument, arguments.poll()), assumed.logKilobytes());
                case "--log-kilobytes" ->
                    assumed = new Assumptions(assumed.millis(), number(argument, arguments.poll()));
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
        if (cost) {
            if (!undos.isEmpty()) {
                throw new IllegalArgumentException("--undo is not for --cost");
            }
            Path needed = template.orElseThrow(() -> new IllegalArgumentException("--cost needs --sam"));
            return CostCommand.run(files, needed, stateMachine, paths, units, assumed, out);
        }
        if (!costOptions.isEmpty()) {
            throw new IllegalArgumentException(costOptions.iterator().next() + " needs --cost");
        }
        return LintCommand.run(files, template, stateMachine, Undos.parse(undos), out);
    }

    private static Path path(String text) {
        return Path.of(text);
    }

    private static double number(String option, @Nullable String value) {
        try {
            double number = Double.parseDouble(value(option, value));
            if (number >= 0 && number < Double.POSITIVE_INFINITY) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(option + " must be a number, 0 or more, not '" + value + "'");
    }

    private static String value(String option, @Nullable String value) {
        if (value == null || value.startsWith("--")) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }
}
