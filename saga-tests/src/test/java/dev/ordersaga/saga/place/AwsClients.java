package dev.ordersaga.saga.place;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.sfn.SfnClient;

/** A place's SDK clients, made once. */
public record AwsClients(
        LambdaClient lambda,
        DynamoDbClient dynamoDb,
        SfnClient stepFunctions,
        CloudWatchLogsClient logs,
        CloudFormationClient cloudFormation,
        SdkHttpClient transport)
        implements AutoCloseable {

    /** Of something that stands in for AWS at this endpoint and believes every signature. */
    static AwsClients at(URI endpoint) {
        SdkHttpClient http = http();
        return new AwsClients(
                there(LambdaClient.builder(), endpoint).httpClient(http).build(),
                there(DynamoDbClient.builder(), endpoint).httpClient(http).build(),
                there(SfnClient.builder(), endpoint).httpClient(http).build(),
                there(CloudWatchLogsClient.builder(), endpoint).httpClient(http).build(),
                there(CloudFormationClient.builder(), endpoint).httpClient(http).build(),
                http);
    }

    /** Of AWS itself, with the region and the credentials that the SDK finds. */
    static AwsClients ofAws() {
        SdkHttpClient http = http();
        return new AwsClients(
                LambdaClient.builder().httpClient(http).build(),
                DynamoDbClient.builder().httpClient(http).build(),
                SfnClient.builder().httpClient(http).build(),
                CloudWatchLogsClient.builder().httpClient(http).build(),
                CloudFormationClient.builder().httpClient(http).build(),
                http);
    }

    /** What the stack's template names. */
    Map<String, String> outputs(String stack) {
        return cloudFormation.describeStacks(describe -> describe.stackName(stack)).stacks().get(0).outputs().stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }

    /** One of a stack's outputs, which must be there. */
    static String named(Map<String, String> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name), () -> "the stack has no output " + name);
    }

    String deploy(String function, byte[] zip) {
        lambda.updateFunctionCode(update -> update.functionName(function).zipFile(SdkBytes.fromByteArray(zip)));
        lambda.waiter().waitUntilFunctionUpdatedV2(get -> get.functionName(function));
        PublishVersionResponse version = lambda.publishVersion(publish -> publish.functionName(function));
        lambda.waiter()
                .waitUntilPublishedVersionActive(
                        get -> get.functionName(function).qualifier(version.version()));
        lambda.updateAlias(alias -> alias.functionName(function).name("live").functionVersion(version.version()));
        return version.version();
    }

    @Override
    public void close() {
        List.<SdkClient>of(lambda, dynamoDb, stepFunctions, logs, cloudFormation)
                .forEach(SdkClient::close);
        transport.close();
    }

    private static SdkHttpClient http() {
        // A first call of a function starts a JVM, and a machine that is busy is slow to do so.
        return Apache5HttpClient.builder().socketTimeout(Duration.ofSeconds(60)).build();
    }

    private static <B extends AwsClientBuilder<B, ?>> B there(B builder, URI endpoint) {
        return builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }
}
