package dev.ordersaga.reconciler.aws;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * What the reconciler asks with.
 *
 * @param stepFunctionsRate how fast it asks Step Functions
 */
public record Clients(SdkHttpClient http, SfnClient stepFunctions, LambdaClient lambda, RateLimiter stepFunctionsRate)
        implements AutoCloseable {

    /** Of AWS, or of where the SDK's own settings point. */
    public static Clients asTheSdkIsSet() {
        return at(null);
    }

    /**
     * Of something that stands in for AWS.
     *
     * @param endpoint null for AWS
     */
    public static Clients at(@Nullable URI endpoint) {
        // Nothing has configured logging here, and what is not configured logs everything.
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
        SdkHttpClient http = Apache5HttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(40))
                .build();
        return new Clients(
                http,
                there(SfnClient.builder().httpClient(http), endpoint, 5).build(),
                // A first call may start a JVM; a call that fails is made again in the next pass.
                there(LambdaClient.builder().httpClient(http), endpoint, 40).build(),
                endpoint == null && System.getenv("AWS_ENDPOINT_URL") == null
                        ? RateLimiter.unhurried()
                        : RateLimiter.unlimited());
    }

    private static <B extends AwsClientBuilder<B, ?>> B there(B builder, @Nullable URI endpoint, int seconds) {
        builder.overrideConfiguration(ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(Duration.ofSeconds(seconds))
                .apiCallTimeout(Duration.ofSeconds(seconds + 5L))
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(5)
                        .build())
                .build());
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
            if (System.getenv("AWS_REGION") == null) {
                builder.region(Region.US_EAST_1);
            }
            if (System.getenv("AWS_ACCESS_KEY_ID") == null) {
                builder.credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
            }
        }
        return builder;
    }

    @Override
    public void close() {
        stepFunctions.close();
        lambda.close();
        http.close();
    }
}
