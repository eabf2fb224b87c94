package dev.ordersaga.tour;

import dev.ordersaga.commandline.ProgramArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the person at the terminal chose.
 *
 * @param home the checkout: where the jars and {@code template.yaml} are
 * @param port of order-service's REST
 * @param awsPort of the local AWS
 * @param issuerPort of the issuer of tokens
 * @param data the folder that everything is kept in from one start to the next; null for memory
 * @param once whether to end after the orders instead of staying up
 * @param saga the ASL file to carry the orders with, in place of the shipped one
 * @param parameters values of the template's parameters, in place of its defaults
 * @param faults failures to ask of the local AWS before the orders are placed
 * @param startedAtMillis when {@code ./run} began, milliseconds since the epoch
 */
record TourOptions(
        Path home,
        int port,
        int awsPort,
        int issuerPort,
        @Nullable Path data,
        boolean once,
        @Nullable Path saga,
        Map<String, String> parameters,
        List<OrderedFault> faults,
        long startedAtMillis) {

    TourOptions {
        parameters = Map.copyOf(parameters);
        faults = List.copyOf(faults);
    }

    /** The options as they are typed. The text of {@code --help} is {@code usage.txt}, which {@code ./run} shows by itself. */
    @Command
    private static final class Typed {

        @Option(names = "--home")
        private Path home = Path.of("");

        @Option(names = "--started-at")
        private @Nullable Long startedAt;

        @Option(names = "--check")
        private boolean check;

        @Option(names = "--port")
        private String port = "8080";

        @Option(names = "--aws-port")
        private String awsPort = "4566";

        @Option(names = "--issuer-port")
        private String issuerPort = "9000";

        @Option(names = "--data")
        private @Nullable Path data;

        @Option(names = "--once")
        private boolean once;

        @Option(names = "--saga")
        private @Nullable String saga;

        @Option(names = "--parameter")
        private List<String> parameters = new ArrayList<>();

        @Option(names = "--fault")
        private List<String> faults = new ArrayList<>();
    }

    /**
     * Reads the arguments.
     *
     * @throws WrongUse with one line that says what is wrong
     */
    static TourOptions parse(List<String> arguments, long now) {
        Typed typed = typed(arguments);
        int port = port("--port", typed.port);
        int awsPort = port("--aws-port", typed.awsPort);
        int issuerPort = port("--issuer-port", typed.issuerPort);
        requireTwo("--port", port, "--aws-port", awsPort);
        requireTwo("--port", port, "--issuer-port", issuerPort);
        requireTwo("--aws-port", awsPort, "--issuer-port", issuerPort);
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : typed.parameters) {
            String[] pair = pair("--parameter", parameter);
            parameters.put(pair[0], pair[1]);
        }
        return new TourOptions(
                typed.home.toAbsolutePath(),
                port,
                awsPort,
                issuerPort,
                typed.data == null ? null : typed.data.toAbsolutePath(),
                typed.once,
                typed.saga == null ? null : file("--saga", typed.saga),
                parameters,
                typed.faults.stream().map(OrderedFault::parse).toList(),
                typed.startedAt == null ? now : typed.startedAt);
    }

    /** Whether only the options are to be looked at, which {@link #parse} does. */
    static boolean onlyCheck(List<String> arguments) {
        return typed(arguments).check;
    }

    /** The names of the options, for the test that compares them with the text of {@code --help}. */
    static Set<String> names() {
        return ProgramArguments.of(new Typed()).getCommandSpec().optionsMap().keySet();
    }

    private static Typed typed(List<String> arguments) {
        Typed typed = new Typed();
        try {
            ProgramArguments.read(ProgramArguments.of(typed), arguments, "unknown option %s (./run --help explains)");
        } catch (IllegalArgumentException refused) {
            throw new WrongUse(refused.getMessage());
        }
        return typed;
    }

    private static void requireTwo(String one, int port, String other, int otherPort) {
        if (port == otherPort) {
            throw new WrongUse(one + " and " + other + " are both " + port + ": choose two");
        }
    }

    private static String[] pair(String option, String text) {
        int sign = text.indexOf('=');
        if (sign < 1) {
            throw new WrongUse(option + " must be NAME=VALUE, not '" + text + "'");
        }
        return new String[] {text.substring(0, sign), text.substring(sign + 1)};
    }

    private static Path file(String option, String text) {
        Path file = Path.of(text).toAbsolutePath();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new WrongUse(option + " must be an ASL file; there is none at " + text);
        }
        return file;
    }

    private static int port(String option, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        throw new WrongUse(option + " must be a port from 1 to 65535, not '" + text + "'");
    }
}
