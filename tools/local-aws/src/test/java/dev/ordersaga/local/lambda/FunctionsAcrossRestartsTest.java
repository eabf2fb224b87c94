package dev.ordersaga.local.lambda;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Functions that were made by API, and invocations that nobody waits for, when the process ended. */
class FunctionsAcrossRestartsTest {

    @TempDir
    Path folder;

    private LocalAws start() {
        return LocalAws.start(LocalAwsOptions.defaults().withData(folder.resolve("data")));
    }

    private static LambdaClient lambda(LocalAws aws) {
        return LambdaClient.builder()
                .endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    private static void create(LambdaClient client, String method) {
        client.createFunction(request -> request.functionName(method)
                .runtime(Runtime.JAVA17)
                .handler(TestHandlers.class.getName() + "::" + method)
                .role("arn:aws:iam::000000000000:role/r")
                .timeout(60)
                .code(code -> code.zipFile(SdkBytes.fromByteArray(LambdaFixture.zipped()))));
    }

    @Test
    void aFunctionKeepsItsCodeItsVersionsAndItsAliases() {
        List<FunctionConfiguration> before;
        try (LocalAws aws = start();
                LambdaClient client = lambda(aws)) {
            create(client, "variable");
            client.publishVersion(request -> request.functionName("variable"));
            client.createAlias(
                    request -> request.functionName("variable").name("live").functionVersion("1"));
            create(client, "echo");
            client.deleteFunction(request -> request.functionName("echo"));
            before = client.listFunctions().functions();
        }
        for (int restart = 0; restart < 2; restart++) {
            try (LocalAws aws = start();
                    LambdaClient client = lambda(aws)) {
                assertThat(client.listFunctions().functions()).isEqualTo(before);
                assertThat(client.listVersionsByFunction(request -> request.functionName("variable"))
                                .versions())
                        .extracting(FunctionConfiguration::version)
                        .containsExactly("$LATEST", "1");
                InvokeResponse answer = client.invoke(request -> request.functionName("variable")
                        .qualifier("live")
                        .payload(SdkBytes.fromUtf8String("{\"name\":\"AWS_LAMBDA_FUNCTION_VERSION\"}")));
                assertThat(answer.executedVersion()).isEqualTo("1");
                assertThat(answer.payload().asUtf8String()).isEqualTo("\"1\"");
            }
        }
    }

    @Test
    void anInvocationThatWasAcceptedAndHadNotEndedIsBegunAgain() throws Exception {
        Path running = folder.resolve("running");
        try (LocalAws aws = start();
                LambdaClient client = lambda(aws)) {
            create(client, "hold");
            InvokeResponse accepted = client.invoke(request -> request.functionName("hold")
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("{\"file\":\"" + running + "\"}")));
            assertThat(accepted.statusCode()).isEqualTo(202);
            await().until(() -> Files.exists(running));
        }
        Files.delete(running);
        try (LocalAws aws = start()) {
            assertThat(aws.endpoint()).isNotNull();
            await().until(() -> Files.exists(running));
        }
    }
}
