package dev.ordersaga.local;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What was asked for on the command line. */
record CommandLine(LocalAwsOptions options, boolean help, boolean untilStdinCloses) {

    static final int DEFAULT_PORT = 4566;

    static final String HELP = """
            Usage: java -jar local-aws.jar [options]

            Answers for Step Functions, Lambda, DynamoDB, EventBridge and SNS on one port of the loopback
            interface. For development and tests.

              --port N               the port (default 4566; 0 for any free one)
              --template FILE        a SAM template to deploy
              --stack-name NAME      the stack's name (default: the name of the template's folder)
              --parameter KEY=VALUE  a value for one of the template's parameters; may be repeated
              --region REGION        (default us-east-1)
              --data DIR             keep everything there, so that it goes on after a restart or a kill (default: in memory)
              --log-dir DIR          where functions and DynamoDB write their logs (default: a temporary folder)
              --dynamodb-local DIR   the folder of DynamoDB Local's jars (default: dynamodb-local beside the jar)
              --dynamodb-port N      DynamoDB Local's own port (default: any free one); quicker than through this one's
              --account-concurrency N
                                     invocations at once before Lambda throttles (default 1000; a new AWS account
                                     may have 10)
              --invocations-per-environment N
                                     invocations that one process of a function takes at once (default 1, as Lambda;
                                     more, as Lambda Managed Instances, where the handlers are safe for it)
              --prewarm              start the functions that state machines call while the template is deployed
              --class-archives DIR   keep class archives there, from the first run on: what runs starts quicker then
              --until-stdin-closes   end when standard input ends, so as to end with the process that started it
              --help                 show this

            In the environment: LAMBDA_ENDPOINT, another Lambda to call in place of the one in here.
            """;

    /** Reads the arguments; an {@link IllegalArgumentException} has one line for whoever typed them. */
    static CommandLine parse(String[] arguments, Map<String, String> environment) {
        LocalAwsOptions options = LocalAwsOptions.defaults().withPort(DEFAULT_PORT);
        Optional<String> stackName = Optional.empty();
        Map<String, String> parameters = new HashMap<>();
        boolean untilStdinCloses = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            String option = equals > 0 ? argument.substring(0, equals) : argument;
            if (option.equals("--help") || option.equals("-h")) {
                return new CommandLine(options, true, false);
            }
            if (option.equals("--until-stdin-closes")) {
                untilStdinCloses = true;
                continue;
            }
            if (option.equals("--prewarm")) {
                options = options.withPrewarm(true);
                continue;
            }
            if (!takesValue(option)) {
                throw new IllegalArgumentException("unknown option " + argument + " (--help shows them all)");
            }
            String value;
            if (equals > 0) {
                value = argument.substring(equals + 1);
            } else if (i + 1 < arguments.length) {
                i++;
                value = arguments[i];
            } else {
                throw new IllegalArgumentException(option + " needs a value");
            }
            switch (option) {
                case "--port" -> options = options.withPort(port(option, value));
                case "--dynamodb-port" -> options = options.withDynamoDbPort(port(option, value));
                case "--template" -> options = options.withTemplate(template(value));
                case "--stack-name" -> stackName = Optional.of(value);
                case "--region" -> options = options.withRegion(value);
                case "--data" -> options = options.withData(Path.of(value));
                case "--log-dir" -> options = options.withLogDir(Path.of(value));
                case "--account-concurrency" -> options = options.withAccountConcurrency(number(option, value, 1_000));
                case "--invocations-per-environment" ->
                    options = options.withInvocationsPerEnvironment(number(option, value, 1_600));
                case "--class-archives" -> options = options.withClassArchives(Path.of(value));
                case "--dynamodb-local" -> options = options.withDynamoDbLocal(directory(option, value));
                default -> {
                    int sign = value.indexOf('=');
                    if (sign < 1) {
                        throw new IllegalArgumentException("--parameter needs KEY=VALUE and not " + value);
                    }
                    parameters.put(value.substring(0, sign), value.substring(sign + 1));
                }
            }
        }
        options = options.withParameters(parameters).withStackName(stackName.orElse(stackName(options)));
        String lambda = environment.getOrDefault("LAMBDA_ENDPOINT", "");
        if (!lambda.isEmpty()) {
            options = options.withLambdaEndpoint(URI.create(lambda));
        }
        return new CommandLine(options, false, untilStdinCloses);
    }

    private static boolean takesValue(String option) {
        return switch (option) {
            case "--port",
                    "--template",
                    "--stack-name",
                    "--region",
                    "--data",
                    "--log-dir",
                    "--dynamodb-local",
                    "--dynamodb-port",
                    "--class-archives",
                    "--account-concurrency",
                    "--invocations-per-environment",
                    "--parameter" -> true;
            default -> false;
        };
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
