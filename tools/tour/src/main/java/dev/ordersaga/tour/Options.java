package dev.ordersaga.tour;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
record Options(
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

    Options {
        parameters = Map.copyOf(parameters);
        faults = List.copyOf(faults);
    }

    static Options parse(List<String> arguments, long now) {
        Path home = Path.of("").toAbsolutePath();
        int port = 8080;
        int awsPort = 4566;
        int issuerPort = 9000;
        Path data = null;
        boolean once = false;
        Path saga = null;
        Map<String, String> parameters = new HashMap<>();
        List<OrderedFault> faults = new ArrayList<>();
        long startedAt = now;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            switch (option) {
                case "--home" -> home = Path.of(value(option, rest)).toAbsolutePath();
                case "--port" -> port = port(option, value(option, rest));
                case "--aws-port" -> awsPort = port(option, value(option, rest));
                case "--issuer-port" -> issuerPort = port(option, value(option, rest));
                case "--data" -> data = Path.of(value(option, rest)).toAbsolutePath();
                case "--once" -> once = true;
                case "--saga" -> saga = file(option, value(option, rest));
                case "--parameter" -> {
                    String[] pair = pair(option, value(option, rest));
                    parameters.put(pair[0], pair[1]);
                }
                case "--fault" -> faults.add(OrderedFault.parse(value(option, rest)));
                case "--started-at" -> startedAt = Long.parseLong(value(option, rest));
                default -> throw new CannotGoOn("unknown option " + option + " (./run --help explains)");
            }
        }
        requireTwo("--port", port, "--aws-port", awsPort);
        requireTwo("--port", port, "--issuer-port", issuerPort);
        requireTwo("--aws-port", awsPort, "--issuer-port", issuerPort);
        return new Options(home, port, awsPort, issuerPort, data, once, saga, parameters, faults, startedAt);
    }

    private static void requireTwo(String one, int port, String other, int otherPort) {
        if (port == otherPort) {
            throw new CannotGoOn(one + " and " + other + " are both " + port + ": choose two");
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new CannotGoOn(option + " needs a value");
        }
        return rest.next();
    }

    private static String[] pair(String option, String text) {
        int sign = text.indexOf('=');
        if (sign < 1) {
            throw new CannotGoOn(option + " must be NAME=VALUE, not '" + text + "'");
        }
        return new String[] {text.substring(0, sign), text.substring(sign + 1)};
    }

    private static Path file(String option, String text) {
        Path file = Path.of(text).toAbsolutePath();
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CannotGoOn(option + " must be an ASL file; there is none at " + text);
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
        throw new CannotGoOn(option + " must be a port from 1 to 65535, not '" + text + "'");
    }
}
