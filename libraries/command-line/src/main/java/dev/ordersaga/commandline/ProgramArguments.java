package dev.ordersaga.commandline;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The arguments of a program, read by picocli into the object that declares its options. */
public final class ProgramArguments {

    private ProgramArguments() {}

    /**
     * picocli for these options: of an option that is given twice the last counts, and no option takes the next one for its value.
     *
     * @param options an object with picocli's annotations
     */
    public static CommandLine of(Object options) {
        return new CommandLine(options)
                .setOverwrittenOptionsAllowed(true)
                .setUnmatchedOptionsAllowedAsOptionParameters(false);
    }

    /**
     * Reads the arguments into the options that the command line was made for.
     *
     * @param unknown what is said of an argument that is no option, with {@code %s} for the argument
     * @throws IllegalArgumentException if an argument is refused; the message says why, in one line
     */
    public static void read(CommandLine commandLine, List<String> arguments, String unknown) {
        try {
            commandLine.parseArgs(arguments.toArray(String[]::new));
        } catch (UnmatchedArgumentException e) {
            throw new IllegalArgumentException(
                    String.format(unknown, e.getUnmatched().get(0)), e);
        } catch (MissingParameterException e) {
            throw new IllegalArgumentException(nameOf(e) + " needs a value", e);
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static String nameOf(MissingParameterException missing) {
        return missing.getMissing().stream()
                .filter(OptionSpec.class::isInstance)
                .map(spec -> ((OptionSpec) spec).longestName())
                .findFirst()
                .orElse("an option");
    }
}
