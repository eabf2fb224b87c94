package dev.ordersaga.local;

import dev.ordersaga.local.lambda.Functions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

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

    public LocalAwsOptions withPort(int newPort) {
        return new LocalAwsOptions(
                newPort,
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

    public LocalAwsOptions withRegion(String newRegion) {
        return new LocalAwsOptions(
                port,
                newRegion,
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

    public LocalAwsOptions withAccount(String newAccount) {
        return new LocalAwsOptions(
                port,
                region,
                newAccount,
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

    public LocalAwsOptions withTemplate(Path newTemplate) {
        return new LocalAwsOptions(
                port,
                region,
                account,
                Optional.of(newTemplate),
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

    public LocalAwsOptions withStackName(String newStackName) {
        return new LocalAwsOptions(
                port,
                region,
                account,
                template,
                newStackName,
                parameters,
                logDir,
                dynamoDbLocal,
                functions,
                lambdaEndpoint,
                clock,
                endedExecutionsKept,
                waitsSkippedUpTo);
    }

    public LocalAwsOptions withParameters(Map<String, String> newParameters) {
        return new LocalAwsOptions(
                port,
                region,
                account,
                template,
                stackName,
                newParameters,
                logDir,
                dynamoDbLocal,
                functions,
                lambdaEndpoint,
                clock,
                endedExecutionsKept,
                waitsSkippedUpTo);
    }

    public LocalAwsOptions withLogDir(Path newLogDir) {
        return new LocalAwsOptions(
                port,
                region,
                account,
                template,
                stackName,
                parameters,
                Optional.of(newLogDir),
                dynamoDbLocal,
                functions,
                lambdaEndpoint,
                clock,
                endedExecutionsKept,
                waitsSkippedUpTo);
    }

    public LocalAwsOptions withDynamoDbLocal(Path newDynamoDbLocal) {
        return new LocalAwsOptions(
                port,
                region,
                account,
                template,
                stackName,
                parameters,
                logDir,
                Optional.of(newDynamoDbLocal),
                functions,
                lambdaEndpoint,
                clock,
                endedExecutionsKept,
                waitsSkippedUpTo);
    }

    public LocalAwsOptions withFunctions(Functions newFunctions) {
        return new LocalAwsOptions(
                port,
                region,
                account,
                template,
                stackName,
                parameters,
                logDir,
                dynamoDbLocal,
                Optional.of(newFunctions),
                lambdaEndpoint,
                clock,
                endedExecutionsKept,
                waitsSkippedUpTo);
    }

    public LocalAwsOptions withLambdaEndpoint(URI newLambdaEndpoint) {
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
                Optional.of(newLambdaEndpoint),
                clock,
                endedExecutionsKept,
                waitsSkippedUpTo);
    }

    public LocalAwsOptions withClock(Clock newClock) {
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
                newClock,
                endedExecutionsKept,
                waitsSkippedUpTo);
    }

    public LocalAwsOptions withEndedExecutionsKept(int newEndedExecutionsKept) {
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
                newEndedExecutionsKept,
                waitsSkippedUpTo);
    }

    /** Lets time jump over waits of up to so long. */
    public LocalAwsOptions withWaitsSkippedUpTo(Duration newWaitsSkippedUpTo) {
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
                newWaitsSkippedUpTo);
    }
}
