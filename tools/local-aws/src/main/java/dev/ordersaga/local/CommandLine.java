package dev.ordersaga.local;

import dev.ordersaga.commandline.ProgramArguments;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;

/** What was asked for on the command line. */
record CommandLine(LocalAwsOptions options, boolean help, boolean untilStdinCloses) {

    static final int DEFAULT_PORT = 4566;

    /** The options as they are typed. */
    @Command(
            name = "java -jar local-aws.jar",
            sortOptions = false,
            usageHelpWidth = 110,
            description = {
                "%nAnswers for Step Functions, Lambda, DynamoDB, EventBridge, SNS and CloudWatch Logs on one port of the"
                        + " loopback interface. For development and tests.%n"
            },
            footer = {
                "",
                "In the environment: LAMBDA_ENDPOINT, another Lambda to call in place of the one in here; SFN_MOCK_CONFIG, a"
                        + " mock configuration where --mock-config names none."
            })
    private static final class Typed {

        @Option(names = "--port", paramLabel = "N", description = "the port (default 4566; 0 for any free one)")
        private String port = String.valueOf(DEFAULT_PORT);

        @Option(names = "--template", paramLabel = "FILE", description = "a SAM template to deploy")
        private @Nullable String template;

        @Option(
                names = "--stack-name",
                paramLabel = "NAME",
                description = "the stack's name (default: the name of the template's folder)")
        private @Nullable String stackName;

        @Option(
                names = "--parameter",
                paramLabel = "KEY=VALUE",
                description = "a value for one of the template's parameters; may be repeated")
        private List<String> parameters = new ArrayList<>();

        @Option(names = "--region", paramLabel = "REGION", description = "(default us-east-1)")
        private @Nullable String region;

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description =
                        "keep everything there, so that it goes on after a restart or a kill (default: in memory)")
        private @Nullable String data;

        @Option(
                names = "--log-dir",
                paramLabel = "DIR",
                description = "where functions and DynamoDB write their logs (default: a temporary folder)")
        private @Nullable String logDir;

        @Option(
                names = "--dynamodb-local",
                paramLabel = "DIR",
                description = "the folder of DynamoDB Local's jars (default: dynamodb-local beside the jar)")
        private @Nullable String dynamoDbLocal;

        @Option(
                names = "--dynamodb-port",
                paramLabel = "N",
                description = "DynamoDB Local's own port (default: any free one); quicker than through this one's")
        private @Nullable String dynamoDbPort;

        @Option(
                names = "--account-concurrency",
                paramLabel = "N",
                description =
                        "invocations at once before Lambda throttles (default 1000; a new AWS account may have 10)")
        private @Nullable String accountConcurrency;

        @Option(
                names = "--invocations-per-environment",
                paramLabel = "N",
                description =
                        "invocations that one process of a function takes at once (default 1, as Lambda; more, as "
                                + "Lambda Managed Instances, where the handlers are safe for it)")
        private @Nullable String invocationsPerEnvironment;

        @Option(
                names = "--prewarm",
                description = "start the functions that state machines call while the template is deployed")
        private boolean prewarm;

        @Option(
                names = "--class-archives",
                paramLabel = "DIR",
                description = "keep class archives there, from the first run on: what runs starts quicker then")
        private @Nullable String classArchives;

        @Option(
                names = "--mock-config",
                paramLabel = "FILE",
                description =
                        "what Task states answer in executions started as arn#TestCase, as Step Functions Local reads it")
        private @Nullable String mockConfig;

        @Option(
                names = "--allowed-host",
                paramLabel = "NAME",
                description =
                        "a name by which clients may call, beside localhost, host.docker.internal and their like; may "
                                + "be repeated")
        private List<String> allowedHosts = new ArrayList<>();

        @Option(
                names = "--until-stdin-closes",
                description = "end when standard input ends, so as to end with the process that started it")
        private boolean untilStdinCloses;

        @Option(
                names = {"--help", "-h"},
                usageHelp = true,
                description = "this text")
        private boolean help;
    }

    /** Prints what may be asked for. */
    static void usage(PrintStream out) {
        ProgramArguments.of(new Typed()).usage(out, Ansi.OFF);
    }

    /** Reads the arguments; an {@link IllegalArgumentException} says in one line what is wrong. */
    static CommandLine parse(String[] arguments, Map<String, String> environment) {
        Typed typed = new Typed();
        ProgramArguments.read(
                ProgramArguments.of(typed), List.of(arguments), "unknown option %s (--help shows them all)");
        LocalAwsOptions options = LocalAwsOptions.defaults();
        if (typed.help) {
            return new CommandLine(options, true, false);
        }
        options = options.withPort(port("--port", typed.port))
                .withPrewarm(typed.prewarm)
                .withParameters(parameters(typed.parameters))
                .withAllowedHosts(hosts(typed.allowedHosts));
        if (typed.template != null) {
            options = options.withTemplate(template(typed.template));
        }
        options = options.withStackName(typed.stackName == null ? stackName(options) : typed.stackName);
        if (typed.region != null) {
            options = options.withRegion(typed.region);
        }
        if (typed.data != null) {
            options = options.withData(Path.of(typed.data));
        }
        if (typed.logDir != null) {
            options = options.withLogDir(Path.of(typed.logDir));
        }
        if (typed.dynamoDbLocal != null) {
            options = options.withDynamoDbLocal(directory("--dynamodb-local", typed.dynamoDbLocal));
        }
        if (typed.dynamoDbPort != null) {
            options = options.withDynamoDbPort(port("--dynamodb-port", typed.dynamoDbPort));
        }
        if (typed.accountConcurrency != null) {
            options = options.withAccountConcurrency(number("--account-concurrency", typed.accountConcurrency, 1_000));
        }
        if (typed.invocationsPerEnvironment != null) {
            options = options.withInvocationsPerEnvironment(
                    number("--invocations-per-environment", typed.invocationsPerEnvironment, 1_600));
        }
        if (typed.classArchives != null) {
            options = options.withClassArchives(Path.of(typed.classArchives));
        }
        String lambda = environment.getOrDefault("LAMBDA_ENDPOINT", "");
        if (!lambda.isEmpty()) {
            options = options.withLambdaEndpoint(URI.create(lambda));
        }
        String mocks = environment.getOrDefault("SFN_MOCK_CONFIG", "");
        if (typed.mockConfig != null) {
            options = options.withMockConfig(mockConfig("--mock-config", typed.mockConfig));
        } else if (!mocks.isEmpty()) {
            options = options.withMockConfig(mockConfig("SFN_MOCK_CONFIG", mocks));
        }
        return new CommandLine(options, false, typed.untilStdinCloses);
    }

    private static Map<String, String> parameters(List<String> pairs) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : pairs) {
            int sign = pair.indexOf('=');
            if (sign < 1) {
                throw new IllegalArgumentException("--parameter needs KEY=VALUE and not " + pair);
            }
            parameters.put(pair.substring(0, sign), pair.substring(sign + 1));
        }
        return parameters;
    }

    private static List<String> hosts(List<String> names) {
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})")) {
                throw new IllegalArgumentException("--allowed-host needs the name of a host and not " + name);
            }
        }
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static int port(String option, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(option + " needs a number from 0 to 65535 and not " + value);
    }

    private static int number(String option, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(option + " needs a number from 1 to " + most + " and not " + value);
    }

    private static Path template(String value) {
        Path file = Path.of(value).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no template " + file);
        }
        return file;
    }

    private static Path mockConfig(String option, String value) {
        Path file = Path.of(value).toAbsolutePath().normalize();
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(option + ": there is no file " + file);
        }
        return file;
    }

    private static Path directory(String option, String value) {
        Path directory = Path.of(value).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(option + ": there is no folder " + directory);
        }
        return directory;
    }

    private static String stackName(LocalAwsOptions options) {
        return options.template()
                .map(Path::getParent)
                .map(Path::getFileName)
                .map(Path::toString)
                .orElse("local");
    }
}
