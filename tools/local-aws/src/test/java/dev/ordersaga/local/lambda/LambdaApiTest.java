package dev.ordersaga.local.lambda;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.http.HttpPort;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

class LambdaApiTest {

    @TempDir
    Path directory;

    private LambdaFixture fixture;
    private HttpPort port;
    private LambdaClient client;

    @BeforeEach
    void open() throws Exception {
        fixture = new LambdaFixture(
                directory,
                settings -> settings.withEventRetries(List.of(Duration.ofMillis(10), Duration.ofMillis(10))));
        port = HttpPort.open(0, List.of(fixture.lambda));
        client = LambdaClient.builder()
                .endpointOverride(port.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.STANDARD))
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        port.close();
        fixture.close();
    }

    @Test
    void aFunctionIsMadeFromAZipAndInvokedWithItsLog() {
        CreateFunctionResponse made = create("echo");
        assertThat(made.state()).isEqualTo(State.ACTIVE);
        assertThat(made.functionArn()).isEqualTo("arn:aws:lambda:us-east-1:000000000000:function:echo");
        InvokeResponse answer = client.invoke(r ->
                r.functionName(made.functionArn()).logType(LogType.TAIL).payload(SdkBytes.fromUtf8String("{\"a\":1}")));
        assertThat(answer.payload().asUtf8String()).isEqualTo("{\"a\":1}");
        assertThat(answer.functionError()).isNull();
        assertThat(answer.executedVersion()).isEqualTo("$LATEST");
        assertThat(new String(Base64.getDecoder().decode(answer.logResult()), StandardCharsets.UTF_8))
                .startsWith("START RequestId: ")
                .contains("echoing", "REPORT");
    }

    @Test
    void anAliasIsInvokedAsTheVersionItNames() {
        create("variable");
        String version = client.publishVersion(r -> r.functionName("variable")).version();
        assertThat(version).isEqualTo("1");
        client.createAlias(r -> r.functionName("variable").name("live").functionVersion("1"));
        InvokeResponse answer = client.invoke(r -> r.functionName("variable")
                .qualifier("live")
                .payload(SdkBytes.fromUtf8String("{\"name\":\"AWS_LAMBDA_FUNCTION_VERSION\"}")));
        assertThat(answer.executedVersion()).isEqualTo("1");
        assertThat(answer.payload().asUtf8String()).isEqualTo("\"1\"");
        client.updateAlias(r -> r.functionName("variable").name("live").functionVersion("$LATEST"));
        assertThat(client.getAlias(r -> r.functionName("variable").name("live")).functionVersion())
                .isEqualTo("$LATEST");
        assertThatThrownBy(() -> client.createAlias(
                        r -> r.functionName("variable").name("next").functionVersion("7")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Environment': {'Variables': {'a': {}}}}",
                "{'Environment': {'Variables': {'a': [1]}}}",
                "{'Environment': {'Variables': {'a': null}}}",
                "{'Environment': {'Variables': []}}",
                "{'Environment': 'x'}",
                "{'Timeout': 'soon'}",
                "{'Timeout': 1.5}",
                "{'MemorySize': {}}",
                "{'Handler': 7}"
            })
    void aFieldOfAnotherTypeIsRefusedAndNothingChanges(String body) throws Exception {
        CreateFunctionResponse made = create("echo");

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(port.uri().resolve("/2015-03-31/functions/echo/configuration"))
                                .PUT(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("SerializationException");
        assertThat(client.getFunctionConfiguration(r -> r.functionName("echo")).revisionId())
                .isEqualTo(made.revisionId());
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("nobody")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: arn:aws:lambda:us-east-1:000000000000:function:nobody");
        create("echo");
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("echo:live")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.getFunction(r -> r.functionName("nobody")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aFunctionIsMadeOnce() {
        create("echo");
        assertThatThrownBy(() -> create("echo")).isInstanceOf(ResourceConflictException.class);
        assertThat(client.listFunctions().functions()).hasSize(1);
        client.deleteFunction(r -> r.functionName("echo"));
        assertThat(client.listFunctions().functions()).isEmpty();
    }

    @Test
    void aPayloadThatIsNoJsonOrTooLargeIsRefused() {
        create("echo");
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("echo").payload(SdkBytes.fromUtf8String("{"))))
                .isInstanceOf(InvalidRequestContentException.class);
        String large = "\"" + "x".repeat(6 * 1024 * 1024) + "\"";
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("echo").payload(SdkBytes.fromUtf8String(large))))
                .isInstanceOf(RequestTooLargeException.class);
    }

    @Test
    void aFunctionWithNoConcurrencyLeftIsThrottledAndSaysWhose() {
        create("echo");
        client.putFunctionConcurrency(r -> r.functionName("echo").reservedConcurrentExecutions(0));
        assertThatThrownBy(() -> client.invoke(r -> r.functionName("echo")))
                .isInstanceOfSatisfying(
                        TooManyRequestsException.class,
                        refused -> assertThat(refused.reason())
                                .isEqualTo(ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED));
        client.deleteFunctionConcurrency(r -> r.functionName("echo"));
        assertThat(client.getFunctionConcurrency(r -> r.functionName("echo")).reservedConcurrentExecutions())
                .isNull();
    }

    @Test
    void whatCannotRunHereIsRefused() {
        assertThatThrownBy(() -> client.createFunction(r -> r.functionName("other")
                        .runtime(Runtime.PYTHON3_12)
                        .handler("x.y")
                        .role("arn:aws:iam::000000000000:role/r")
                        .code(c -> c.zipFile(SdkBytes.fromByteArray(LambdaFixture.zipped())))))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> client.createFunction(r -> r.functionName("other")
                        .runtime(Runtime.JAVA17)
                        .handler("x.Y")
                        .role("arn:aws:iam::000000000000:role/r")
                        .code(c -> c.zipFile(SdkBytes.fromUtf8String("no zip")))))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> client.createFunction(r -> r.functionName("other")
                        .runtime(Runtime.JAVA17)
                        .handler("x.Y")
                        .role("arn:aws:iam::000000000000:role/r")
                        .code(c -> c.zipFile(SdkBytes.fromByteArray(LambdaFixture.zipped("../out"))))))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("leads out of the archive");
    }

    @Test
    void anEventIsTakenAtOnceAndTriedTwiceMoreWhenItFails() {
        create("refuse");
        InvokeResponse taken = client.invoke(r -> r.functionName("refuse")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("{\"sku\":\"tea\"}")));
        assertThat(taken.statusCode()).isEqualTo(202);
        var unused = await().until(
                        () -> java.nio.file.Files.exists(directory.resolve("logs/refuse.log"))
                                ? fixture.log("refuse")
                                : "",
                        log -> log.contains("failed 3 times"));
    }

    @Test
    void aDryRunInvokesNothing() {
        create("echo");
        assertThat(client.invoke(r -> r.functionName("echo").invocationType(InvocationType.DRY_RUN))
                        .statusCode())
                .isEqualTo(204);
        assertThat(directory.resolve("logs/echo.log")).doesNotExist();
    }

    @Test
    void aChangedConfigurationIsSeenByTheNextInvocation() {
        create("variable");
        SdkBytes ask = SdkBytes.fromUtf8String("{\"name\":\"COLOUR\"}");
        assertThat(client.invoke(r -> r.functionName("variable").payload(ask))
                        .payload()
                        .asUtf8String())
                .isEqualTo("\"none\"");
        client.updateFunctionConfiguration(
                r -> r.functionName("variable").environment(e -> e.variables(java.util.Map.of("COLOUR", "green"))));
        assertThat(client.invoke(r -> r.functionName("variable").payload(ask))
                        .payload()
                        .asUtf8String())
                .isEqualTo("\"green\"");
        client.updateFunctionCode(
                r -> r.functionName("variable").zipFile(SdkBytes.fromByteArray(LambdaFixture.zipped("another"))));
        assertThat(client.getFunctionConfiguration(r -> r.functionName("variable"))
                        .codeSha256())
                .isNotBlank();
    }

    @Test
    void theRoleIsAnsweredAsItWasGiven() {
        create("echo");

        assertThat(client.getFunctionConfiguration(r -> r.functionName("echo")).role())
                .isEqualTo("arn:aws:iam::000000000000:role/r");

        client.updateFunctionConfiguration(r -> r.functionName("echo").role("arn:aws:iam::000000000000:role/another"));

        assertThat(client.getFunctionConfiguration(r -> r.functionName("echo")).role())
                .isEqualTo("arn:aws:iam::000000000000:role/another");
        assertThat(client.getFunction(r -> r.functionName("echo"))
                        .configuration()
                        .role())
                .isEqualTo("arn:aws:iam::000000000000:role/another");
    }

    private CreateFunctionResponse create(String method) {
        return client.createFunction(r -> r.functionName(method)
                .runtime(Runtime.JAVA17)
                .handler(TestHandlers.class.getName() + "::" + method)
                .role("arn:aws:iam::000000000000:role/r")
                .timeout(60)
                .code(c -> c.zipFile(SdkBytes.fromByteArray(LambdaFixture.zipped()))));
    }
}
