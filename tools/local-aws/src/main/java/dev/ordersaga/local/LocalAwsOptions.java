package dev.ordersaga.local;

import dev.ordersaga.local.lambda.Functions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is to be started, and how. Begin with {@link #defaults()}.
 *
 * @param port 0 for any free one
 * @param account the account of callers whose access key id is not an account id itself
 * @param template the SAM template to deploy; with one, DynamoDB and Lambda are started
 * @param stackName what {@code AWS::StackName} becomes
 * @param parameters values for the template's parameters in place of their defaults
 * @param logDir where processes write; a new temporary folder by default
 * @param dynamoDbLocal the folder of DynamoDB Local's jars; given, DynamoDB is started with or without a template
 * @param functions what Step Functions calls in place of Lambda's, for instance a test's own
 * @param lambdaEndpoint another Lambda to call in place of ours
 * @param endedExecutionsKept how many ended executions can still be described
 * @param waitsSkippedUpTo for tests: Step Functions' time jumps over a wait of up to so long (a pause between attempts, a Wait
 *     state) while no task is running; zero, the default, for time that passes as it does
 */
public record LocalAwsOptions(
        int port,
        String region,
        String account,
        Optional<Path> template,
        String stackName,
        Map<String, String> parameters,
        Optional<Path> logDir,
        Optional<Path> dynamoDbLocal,
        Optional<Functions> functions,
        Optional<URI> lambdaEndpoint,
        Clock clock,
        int endedExecutionsKept,
        Duration waitsSkippedUpTo) {

    public LocalAwsOptions {
        parameters = Map.copyOf(parameters);
    }

    /** Step Functions, EventBridge, SNS and Lambda on a free port, nothing deployed, no process started. */
    public static LocalAwsOptions defaults() {
        return new LocalAwsOptions(
                0,
                "us-east-1",
                "000000000000",
                Optional.empty(),
                "local",
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Clock.systemUTC(),
                10_000,
                Duration.ZERO);
    }

    public LocalAwsOptions withPort(int port) {
        return with(draft -> draft.port = port);
    }

    public LocalAwsOptions withRegion(String region) {
        return with(draft -> draft.region = region);
    }

    public LocalAwsOptions withAccount(String account) {
        return with(draft -> draft.account = account);
    }

    public LocalAwsOptions withTemplate(Path template) {
        return with(draft -> draft.template = Optional.of(template));
    }

    public LocalAwsOptions withStackName(String stackName) {
        return with(draft -> draft.stackName = stackName);
    }

    public LocalAwsOptions withParameters(Map<String, String> parameters) {
        return with(draft -> draft.parameters = parameters);
    }

    public LocalAwsOptions withLogDir(Path logDir) {
        return with(draft -> draft.logDir = Optional.of(logDir));
    }

    public LocalAwsOptions withDynamoDbLocal(Path dynamoDbLocal) {
        return with(draft -> draft.dynamoDbLocal = Optional.of(dynamoDbLocal));
    }

    public LocalAwsOptions withFunctions(Functions functions) {
        return with(draft -> draft.functions = Optional.of(functions));
    }

    public LocalAwsOptions withLambdaEndpoint(URI lambdaEndpoint) {
        return with(draft -> draft.lambdaEndpoint = Optional.of(lambdaEndpoint));
    }

    public LocalAwsOptions withClock(Clock clock) {
        return with(draft -> draft.clock = clock);
    }

    public LocalAwsOptions withEndedExecutionsKept(int endedExecutionsKept) {
        return with(draft -> draft.endedExecutionsKept = endedExecutionsKept);
    }

    /** Lets time jump over waits of up to so long. */
    public LocalAwsOptions withWaitsSkippedUpTo(Duration waitsSkippedUpTo) {
        return with(draft -> draft.waitsSkippedUpTo = waitsSkippedUpTo);
    }

    private LocalAwsOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** What a copy is made from that differs in one place. */
    private static final class Draft {

        private int port;
        private String region;
        private String account;
        private Optional<Path> template;
        private String stackName;
        private Map<String, String> parameters;
        private Optional<Path> logDir;
        private Optional<Path> dynamoDbLocal;
        private Optional<Functions> functions;
        private Optional<URI> lambdaEndpoint;
        private Clock clock;
        private int endedExecutionsKept;
        private Duration waitsSkippedUpTo;

        Draft(LocalAwsOptions from) {
            port = from.port;
            region = from.region;
            account = from.account;
            template = from.template;
            stackName = from.stackName;
            parameters = from.parameters;
            logDir = from.logDir;
            dynamoDbLocal = from.dynamoDbLocal;
            functions = from.functions;
            lambdaEndpoint = from.lambdaEndpoint;
            clock = from.clock;
            endedExecutionsKept = from.endedExecutionsKept;
            waitsSkippedUpTo = from.waitsSkippedUpTo;
        }

        LocalAwsOptions done() {
            return new LocalAwsOptions(
                    port,
                    region,
                    account,
                    template,
                    stackName,
                    parameters,
                    logDir,
                    dynamoDbLocal,
                    functions,
                    lambdaEndpoint,
                    clock,
                    endedExecutionsKept,
                    waitsSkippedUpTo);
        }
    }
}
