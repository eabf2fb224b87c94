package dev.ordersaga.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.lambda.InvocationResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.sfn.SfnClient;

class LocalAwsTest {

    private static final String CALLS_A_FUNCTION =
            "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"Charge\",\"States\":{\"Charge\":{\"Type\":\"Task\","
                    + "\"Resource\":\"arn:aws:states:::lambda:invoke\",\"Arguments\":{\"FunctionName\":\"payment\","
                    + "\"Payload\":{\"action\":\"charge\"}},\"Output\":\"{% $states.result.Payload %}\","
                    + "\"Retry\":[{\"ErrorEquals\":[\"Sandbox.Timedout\"],\"IntervalSeconds\":1,\"MaxAttempts\":1}],"
                    + "\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Output\":\"{% $states.errorOutput.Error %}\","
                    + "\"Next\":\"Undo\"}],\"End\":true},\"Undo\":{\"Type\":\"Pass\",\"End\":true}}}";

    private static final LocalAwsOptions STUBBED = LocalAwsOptions.defaults()
            .withFunctions((function, payload) -> CompletableFuture.completedFuture(new InvocationResult(
                    "{\"charged\":true}".getBytes(StandardCharsets.UTF_8), null, "$LATEST", "r-1")));

    @ParameterizedTest
    @CsvSource({"build.example, 200", "BUILD.example:4566, 200", "sync-build.example, 200", "evil.example, 403"})
    void aHostThatIsAllowedIsAnsweredAndNoOther(String host, int status) throws IOException {
        try (LocalAws aws = LocalAws.start(STUBBED.withAllowedHosts(List.of("build.example")));
                Socket socket =
                        new Socket(aws.endpoint().getHost(), aws.endpoint().getPort())) {
            // Java's own client lets nobody choose the Host.
            socket.getOutputStream()
                    .write(("GET /_local/health HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 " + status + " ");
        }
    }

    @Test
    void severalRunSideBySideAndKnowNothingOfEachOther() {
        try (LocalAws one = LocalAws.start(STUBBED);
                LocalAws two = LocalAws.start(STUBBED);
                SfnClient first = Clients.sfn(one);
                SfnClient second = Clients.sfn(two)) {
            create(first);

            assertThat(one.endpoint()).isNotEqualTo(two.endpoint());
            assertThat(first.listStateMachines().stateMachines()).hasSize(1);
            assertThat(second.listStateMachines().stateMachines()).isEmpty();
        }
    }

    @Test
    void aFolderForLogsThatNobodyAskedForAndNothingWroteToGoesWithIt() {
        LocalAws aws = LocalAws.start(STUBBED);
        assertThat(aws.logDir()).isEmptyDirectory();
        aws.close();
        assertThat(aws.logDir()).doesNotExist();
    }

    @Test
    void afterCloseNobodyAnswers() {
        LocalAws aws = LocalAws.start(STUBBED);
        URI endpoint = aws.endpoint();

        aws.close();
        aws.close();

        assertThatThrownBy(() -> get(endpoint, "/_local/health")).isInstanceOf(ConnectException.class);
    }

    @Test
    void aPortInUseIsRefusedByName() {
        try (LocalAws aws = LocalAws.start(STUBBED)) {
            int port = aws.endpoint().getPort();

            assertThatThrownBy(() -> LocalAws.start(STUBBED.withPort(port)))
                    .isInstanceOf(LocalAwsFailed.class)
                    .hasMessageContaining("port " + port + " is in use");
        }
    }

    @Test
    void healthTellsEachPart() throws Exception {
        try (LocalAws aws = LocalAws.start(STUBBED)) {
            assertThat(get(aws.endpoint(), "/_local/health"))
                    .isEqualTo(
                            "{\"stepfunctions\":\"up\",\"events\":\"up\",\"sns\":\"up\",\"s3\":\"up\",\"lambda\":\"off\","
                                    + "\"dynamodb\":\"off\",\"stack\":\"off\"}");
        }
    }

    @Test
    void aSagaCallsItsFunctionsAndGoesOn() {
        try (LocalAws aws = LocalAws.start(STUBBED);
                SfnClient sfn = Clients.sfn(aws)) {
            assertThat(run(sfn)).isEqualTo("{\"charged\":true}");
        }
    }

    @Test
    void aFaultAskedForByHttpIsRetriedAndCaughtLikeLambdasOwn() throws Exception {
        try (LocalAws aws = LocalAws.start(STUBBED);
                SfnClient sfn = Clients.sfn(aws)) {
            post(
                    aws.endpoint(),
                    "/_local/faults",
                    "{\"function\":\"payment\",\"match\":{\"action\":\"charge\"},\"kind\":\"timeout-after\"}");
            post(aws.endpoint(), "/_local/faults", "{\"function\":\"payment\",\"kind\":\"throttle\"}");

            assertThat(run(sfn)).isEqualTo("\"Lambda.TooManyRequestsException\"");
            assertThat(get(aws.endpoint(), "/_local/faults")).contains("\"used\":1");
            assertThat(aws.faults().list())
                    .allSatisfy(state -> assertThat(state.used()).isOne());
        }
    }

    @Test
    void theFirstRequestForDynamoDbStartsIt() throws Exception {
        try (LocalAws aws = LocalAws.start(STUBBED);
                DynamoDbClient dynamoDb = Clients.dynamoDb(aws)) {
            assertThat(get(aws.endpoint(), "/_local/health")).contains("\"dynamodb\":\"off\"");

            assertThat(dynamoDb.listTables().tableNames()).isEmpty();

            assertThat(get(aws.endpoint(), "/_local/health")).contains("\"dynamodb\":\"up\"");
        }
    }

    @Test
    void withDynamoDbItsTablesAreServedAndTaskStatesUseThem() {
        Path jars = Path.of("target", "dynamodb-local");
        try (LocalAws aws = LocalAws.start(STUBBED.withDynamoDbLocal(jars));
                DynamoDbClient dynamoDb = Clients.dynamoDb(aws);
                SfnClient sfn = Clients.sfn(aws)) {
            dynamoDb.createTable(r -> r.tableName("orders")
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName("id")
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName("id")
                            .keyType(KeyType.HASH)
                            .build())
                    .billingMode(BillingMode.PAY_PER_REQUEST));
            String machine = sfn.createStateMachine(r -> r.name("put")
                            .definition("{\"StartAt\":\"Put\",\"States\":{\"Put\":{\"Type\":\"Task\","
                                    + "\"Resource\":\"arn:aws:states:::dynamodb:putItem\",\"Parameters\":{\"TableName\":"
                                    + "\"orders\",\"Item\":{\"id\":{\"S\":\"o-1\"}},\"ConditionExpression\":"
                                    + "\"attribute_not_exists(id)\"},\"End\":true}}}")
                            .roleArn("arn:aws:iam::000000000000:role/any"))
                    .stateMachineArn();

            var first = Clients.ended(
                    sfn, sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn());
            var second = Clients.ended(
                    sfn, sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn());

            assertThat(first.statusAsString()).isEqualTo("SUCCEEDED");
            assertThat(second.error()).isEqualTo("DynamoDB.ConditionalCheckFailedException");
            assertThat(dynamoDb.scan(r -> r.tableName("orders")).items()).hasSize(1);
        }
    }

    @Test
    void aDynamoDbThatDoesNotStartIsSaidAndNothingIsLeftRunning(@TempDir Path empty) {
        assertThatThrownBy(() -> LocalAws.start(STUBBED.withDynamoDbLocal(empty)))
                .isInstanceOf(LocalAwsFailed.class)
                .hasMessageContaining("DynamoDB does not start");
    }

    @Test
    void anotherLambdaCanBeCalledInPlaceOfOurs() {
        LocalAwsOptions refusing = WithoutFunctions.options();
        try (LocalAws other = LocalAws.start(refusing);
                LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withLambdaEndpoint(other.endpoint()));
                SfnClient sfn = Clients.sfn(aws)) {
            assertThat(run(sfn)).startsWith("\"Lambda.");
        }
    }

    private static String run(SfnClient sfn) {
        String machine = create(sfn);
        return Clients.ended(
                        sfn, sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn())
                .output();
    }

    private static String create(SfnClient sfn) {
        return sfn.createStateMachine(
                        r -> r.name("saga").definition(CALLS_A_FUNCTION).roleArn("arn:aws:iam::000000000000:role/any"))
                .stateMachineArn();
    }

    private static String get(URI endpoint, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(endpoint.resolve(path)).build(), BodyHandlers.ofString())
                .body();
    }

    private static void post(URI endpoint, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
    }
}
