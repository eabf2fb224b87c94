package dev.ordersaga.local;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sns.SnsClient;

/** AWS's own clients, pointed at a local AWS. */
public final class Clients {

    private Clients() {}

    public static SfnClient sfn(LocalAws aws) {
        return sfn(aws, "test", "us-east-1");
    }

    public static SfnClient sfn(LocalAws aws, String accessKey, String region) {
        return pointed(SfnClient.builder(), aws.endpoint(), accessKey, region).build();
    }

    /** For StartSyncExecution, whose host name would otherwise become {@code sync-127.0.0.1}. */
    public static SfnClient sfnWithoutHostPrefix(LocalAws aws) {
        return pointed(SfnClient.builder(), aws.endpoint(), "test", "us-east-1")
                .overrideConfiguration(configuration ->
                        configuration.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .build();
    }

    public static EventBridgeClient events(LocalAws aws) {
        return pointed(EventBridgeClient.builder(), aws.endpoint(), "test", "us-east-1")
                .build();
    }

    public static SnsClient sns(LocalAws aws) {
        return pointed(SnsClient.builder(), aws.endpoint(), "test", "us-east-1").build();
    }

    public static CloudWatchLogsClient logs(LocalAws aws) {
        return pointed(CloudWatchLogsClient.builder(), aws.endpoint(), "test", "us-east-1")
                .build();
    }

    /** With buckets in the path: not every machine knows names under {@code localhost}. */
    public static S3Client s3(LocalAws aws) {
        return pointed(S3Client.builder(), aws.endpoint(), "test", "us-east-1")
                .forcePathStyle(true)
                .build();
    }

    public static DynamoDbClient dynamoDb(LocalAws aws) {
        return pointed(DynamoDbClient.builder(), aws.endpoint(), "test", "us-east-1")
                .build();
    }

    /** The execution as it ended. */
    public static DescribeExecutionResponse ended(SfnClient sfn, String executionArn) {
        return Awaiting.await()
                .until(
                        () -> sfn.describeExecution(request -> request.executionArn(executionArn)),
                        described -> described.status() != ExecutionStatus.RUNNING);
    }

    private static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B pointed(
            B builder, URI endpoint, String accessKey, String region) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "secret")))
                .overrideConfiguration(configuration -> configuration.retryStrategy(RetryMode.STANDARD));
    }
}
