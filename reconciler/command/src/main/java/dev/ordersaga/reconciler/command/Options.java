package dev.ordersaga.reconciler.command;

import dev.ordersaga.reconciler.Limits;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person asked for.
 *
 * @param endpoint where what stands in for AWS is; null for AWS itself
 */
record Options(@Nullable URI endpoint, String stack, Limits limits, boolean json, boolean help) {

    private static final URI LOCAL = URI.create("http://127.0.0.1:4566");

    static final String USAGE = """
            Usage: ./reconcile [--aws | --aws-endpoint URL] [--stack NAME] [--grace SECONDS] [--stuck-after MINUTES]
                               [--dry-run] [--json]

            Compares orders, payments and reservations with the executions of the sagas, once; repairs what can be
            repaired without a person, and reports the rest. Safe at any time, also while orders come in.

              --aws                  AWS itself, with the region and the credentials that the SDK finds
              --aws-endpoint URL     something that stands in for AWS (default: AWS_ENDPOINT_URL, or else
                                     http://127.0.0.1:4566, where ./run and docker compose put it)
              --stack NAME           the stack's name (default order-saga)
              --grace SECONDS        leave alone what is younger (default 300)
              --stuck-after MINUTES  report an order that is PENDING for longer while its saga runs (default 180)
              --dry-run              only say what would be done
              --json                 the report as JSON, and nothing else
              --help                 this text

            Exit code: 0 nothing is left wrong, 3 something is left that needs a person (or, with --dry-run, is wrong),
            1 it could not run, 2 the options are not right.
            """;

    /**
     * Reads the words of a command line.
     *
     * @param defaultEndpoint of the environment, null when it names none
     * @throws IllegalArgumentException if they are none, with what is wrong
     */
    static Options read(List<String> words, @Nullable String defaultEndpoint) {
        URI endpoint = defaultEndpoint == null || defaultEndpoint.isBlank() ? LOCAL : uri(defaultEndpoint);
        boolean aws = false;
        boolean elsewhere = false;
        String stack = "order-saga";
        Duration grace = Duration.ofMinutes(5);
        Duration stuckAfter = Duration.ofMinutes(180);
        boolean dryRun = false;
        boolean json = false;
        boolean help = false;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String option = left.remove();
            switch (option) {
                case "--aws" -> aws = true;
                case "--aws-endpoint" -> {
                    endpoint = uri(value(option, left));
                    elsewhere = true;
                }
                case "--stack" -> {
                    stack = value(option, left);
                    if (!stack.matches("[A-Za-z][A-Za-z0-9-]{0,127}")) {
                        throw new IllegalArgumentException("--stack must be a stack's name, not '" + stack + "'");
                    }
                }
                case "--grace" -> grace = Duration.ofSeconds(number(option, value(option, left)));
                case "--stuck-after" -> stuckAfter = Duration.ofMinutes(number(option, value(option, left)));
                case "--dry-run" -> dryRun = true;
                case "--json" -> json = true;
                case "--help", "-h" -> help = true;
                default ->
                    throw new IllegalArgumentException("unknown option '" + option + "' (./reconcile --help explains)");
            }
        }
        if (aws && elsewhere) {
            throw new IllegalArgumentException("--aws and --aws-endpoint exclude each other");
        }
        return new Options(
                aws ? null : endpoint,
                stack,
                new Limits(grace, stuckAfter, null, Duration.ofHours(12), dryRun),
                json,
                help);
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return left.remove();
    }

    private static long number(String option, String value) {
        if (!value.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(option + " must be a whole number, not '" + value + "'");
        }
        return Long.parseLong(value);
    }

    private static URI uri(String value) {
        try {
            URI uri = URI.create(value);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException noUri) {
            // Said below, as of any other that is none.
        }
        throw new IllegalArgumentException("an endpoint is a URL such as " + LOCAL + ", not '" + value + "'");
    }
}
