package dev.ordersaga.reconciler.command;

import dev.ordersaga.commandline.ProgramArguments;
import dev.ordersaga.reconciler.ReconciliationLimits;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/**
 * What a person asked for.
 *
 * @param endpoint where what stands in for AWS is; null for AWS itself
 */
record ReconcileOptions(@Nullable URI endpoint, String stack, ReconciliationLimits limits, boolean json, boolean help) {

    private static final URI LOCAL = URI.create("http://127.0.0.1:4566");

    /** The command line, as it is typed. */
    @Command(
            name = "./reconcile",
            sortOptions = false,
            usageHelpWidth = 110,
            description = {
                "%nCompares orders, payments and reservations with the executions of the sagas, once; repairs what can be "
                        + "repaired without a person, and reports the rest. Safe at any time, also while orders come in.%n"
            },
            footer = {
                "",
                "Exit code: 0 nothing is left wrong, 3 something is left that needs a person (or, with --dry-run, is wrong), "
                        + "1 it could not run, 2 the options are not right."
            })
    private static final class Typed {

        @Option(names = "--aws", description = "AWS itself, with the region and the credentials that the SDK finds")
        private boolean aws;

        @Option(
                names = "--aws-endpoint",
                paramLabel = "URL",
                description = "something that stands in for AWS (default: AWS_ENDPOINT_URL, or else "
                        + "http://127.0.0.1:4566, where ./run and docker compose put it)")
        private @Nullable String endpoint;

        @Option(names = "--stack", paramLabel = "NAME", description = "the stack's name (default order-saga)")
        private String stack = "order-saga";

        @Option(names = "--grace", paramLabel = "SECONDS", description = "leave alone what is younger (default 300)")
        private String grace = "300";

        @Option(
                names = "--stuck-after",
                paramLabel = "MINUTES",
                description = "report an order that is PENDING for longer while its saga runs (default 180)")
        private String stuckAfter = "180";

        @Option(names = "--dry-run", description = "only say what would be done")
        private boolean dryRun;

        @Option(names = "--json", description = "the report as JSON, and nothing else")
        private boolean json;

        @Option(
                names = {"--help", "-h"},
                usageHelp = true,
                description = "this text")
        private boolean help;
    }

    /** Prints what may be asked for, and the exit codes. */
    static void usage(PrintStream out) {
        ProgramArguments.of(new Typed()).usage(out, Ansi.OFF);
    }

    /**
     * Reads the words of a command line.
     *
     * @param defaultEndpoint of the environment, null when it names none
     * @throws IllegalArgumentException if they are none, with what is wrong
     */
    static ReconcileOptions read(List<String> words, @Nullable String defaultEndpoint) {
        Typed typed = new Typed();
        ProgramArguments.read(ProgramArguments.of(typed), words, "unknown option '%s' (./reconcile --help explains)");
        if (typed.aws && typed.endpoint != null) {
            throw new IllegalArgumentException("--aws and --aws-endpoint exclude each other");
        }
        if (!typed.stack.matches("[A-Za-z][A-Za-z0-9-]{0,127}")) {
            throw new IllegalArgumentException("--stack must be a stack's name, not '" + typed.stack + "'");
        }
        ReconciliationLimits limits = new ReconciliationLimits(
                Duration.ofSeconds(number("--grace", typed.grace)),
                Duration.ofMinutes(number("--stuck-after", typed.stuckAfter)),
                null,
                Duration.ofHours(12),
                typed.dryRun);
        return new ReconcileOptions(
                typed.aws ? null : endpoint(typed.endpoint == null ? defaultEndpoint : typed.endpoint),
                typed.stack,
                limits,
                typed.json,
                typed.help);
    }

    private static URI endpoint(@Nullable String told) {
        return told == null || told.isBlank() ? LOCAL : uri(told);
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
