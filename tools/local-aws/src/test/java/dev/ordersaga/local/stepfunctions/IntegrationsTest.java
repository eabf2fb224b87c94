package dev.ordersaga.local.stepfunctions;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.events.PublishedEvent;
import dev.ordersaga.local.lambda.InvocationRefused;
import dev.ordersaga.local.lambda.InvocationResult;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sns.SnsClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class IntegrationsTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final String INVOKE = "arn:aws:states:::lambda:invoke";

    private final Map<String, String> asked = new ConcurrentHashMap<>();
    private LocalAws aws;
    private SfnClient sfn;

    @BeforeEach
    void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults().withFunctions(this::invoke));
        sfn = Clients.sfn(aws);
    }

    @AfterEach
    void close() {
        sfn.close();
        aws.close();
    }

    @Test
    void aFunctionsAnswerIsThePayloadOfTheResult() {
        DescribeExecutionResponse ended =
                run(Machines.task(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":{\"x\":\"{% $states.input.a %}\"}}"));

        JsonNode output = JSON.readTree(ended.output());
        assertThat(output.propertyNames())
                .containsExactly("ExecutedVersion", "Payload", "SdkHttpMetadata", "SdkResponseMetadata", "StatusCode");
        assertThat(output.path("Payload")).isEqualTo(JSON.readTree("{\"x\":1}"));
        assertThat(output.path("ExecutedVersion").asString()).isEqualTo("$LATEST");
        assertThat(output.path("StatusCode").asInt()).isEqualTo(200);
        assertThat(output.path("SdkHttpMetadata")
                        .path("HttpHeaders")
                        .path("Content-Length")
                        .asString())
                .isEqualTo("7");
        assertThat(output.path("SdkResponseMetadata").path("RequestId").asString())
                .isEqualTo("r-1");
    }

    @Test
    void aFunctionsErrorHasTheNameOfItsTypeAndItsPayloadAsCause() {
        DescribeExecutionResponse ended = run(Machines.task(INVOKE, "{\"FunctionName\":\"decline\",\"Payload\":{}}"));

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo("shop.CardDeclined");
        assertThat(ended.cause()).isEqualTo("{\"errorType\":\"shop.CardDeclined\",\"errorMessage\":\"no\"}");
    }

    /** Some runtimes write a blank after each colon and comma. */
    @Test
    void anErrorIsRetoldWithoutBlanks() {
        DescribeExecutionResponse ended = run(Machines.task(INVOKE, "{\"FunctionName\":\"spaced\",\"Payload\":{}}"));

        assertThat(ended.cause()).isEqualTo("{\"errorType\":\"Spilt\",\"errorMessage\":\"tea\"}");
    }

    @Test
    void aFunctionThatIsCalledByItsOwnArnHasItsErrorToldAsItWroteIt() {
        DescribeExecutionResponse ended =
                run(Machines.task("arn:aws:lambda:us-east-1:000000000000:function:spaced", "{}"));

        assertThat(ended.cause()).isEqualTo("{\"errorType\": \"Spilt\", \"errorMessage\": \"tea\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "missing, Lambda.ResourceNotFoundException, Status Code: 404",
        "busy, Lambda.TooManyRequestsException, Status Code: 429",
        "unreachable, Lambda.SdkClientException, Unable to execute HTTP request"
    })
    void anInvocationThatIsRefusedHasLambdasErrorName(String function, String error, String cause) {
        DescribeExecutionResponse ended =
                run(Machines.task(INVOKE, "{\"FunctionName\":\"" + function + "\",\"Payload\":{}}"));

        assertThat(ended.error()).isEqualTo(error);
        assertThat(ended.cause()).contains(cause);
    }

    @Test
    void aQualifierBelongsToTheFunctionsName() {
        run(Machines.task(INVOKE, "{\"FunctionName\":\"echo\",\"Qualifier\":\"live\",\"Payload\":{}}"));

        assertThat(asked).containsKey("echo:live");
    }

    @Test
    void aPayloadThatIsTextIsJsonAlready() {
        run(Machines.task(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":\"[1, 2]\"}"));

        assertThat(asked).containsEntry("echo", "[1, 2]");
    }

    @Test
    void aPayloadThatIsNotJsonIsRefused() {
        DescribeExecutionResponse ended =
                run(Machines.task(INVOKE, "{\"FunctionName\":\"echo\",\"Payload\":\"hello\"}"));

        assertThat(ended.error()).isEqualTo("Lambda.InvalidRequestContentException");
        assertThat(asked).isEmpty();
    }

    @Test
    void anEventInvocationIsNotWaitedFor() {
        DescribeExecutionResponse ended =
                run(Machines.task(INVOKE, "{\"FunctionName\":\"never\",\"InvocationType\":\"Event\",\"Payload\":{}}"));

        assertThat(JSON.readTree(ended.output()).path("StatusCode").asInt()).isEqualTo(202);
        assertThat(asked).containsKey("never");
    }

    @Test
    void aResultBeyond256KibibytesFailsTheTask() {
        DescribeExecutionResponse ended = run(Machines.task(INVOKE, "{\"FunctionName\":\"huge\",\"Payload\":{}}"));

        assertThat(ended.error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void aFunctionsOwnArnGivesItsAnswerAsItIs() {
        DescribeExecutionResponse ended =
                run(Machines.task("arn:aws:lambda:us-east-1:000000000000:function:echo", "{\"x\":2}"));

        assertThat(ended.output()).isEqualTo("{\"x\":2}");
    }

    @Test
    void anEventIsPutOnItsBusWithTheExecutionAmongItsResources() {
        try (EventBridgeClient events = Clients.events(aws)) {
            events.createEventBus(r -> r.name("shop"));
        }

        DescribeExecutionResponse ended = run(Machines.task(
                "arn:aws:states:::events:putEvents",
                "{\"Entries\":[{\"Source\":\"shop.orders\",\"DetailType\":\"OrderConfirmed\",\"EventBusName\":\"shop\","
                        + "\"Detail\":{\"orderId\":\"o-1\"}}]}"));

        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(JSON.readTree(ended.output()).path("FailedEntryCount").asInt(-1))
                .isZero();
        assertThat(aws.events().on("shop")).singleElement().satisfies(event -> {
            assertThat(event.detailType()).isEqualTo("OrderConfirmed");
            assertThat(event.detail()).isEqualTo("{\"orderId\":\"o-1\"}");
            assertThat(event.resources()).containsExactly(ended.executionArn(), ended.stateMachineArn());
        });
    }

    @Test
    void anEntryThatFailsFailsTheTask() {
        DescribeExecutionResponse ended = run(Machines.task(
                "arn:aws:states:::events:putEvents",
                "{\"Entries\":[{\"Source\":\"aws.s3\",\"DetailType\":\"T\",\"Detail\":{}}]}"));

        assertThat(ended.error()).isEqualTo("EventBridge.FailedEntry");
        assertThat(JSON.readTree(ended.cause()).path("FailedEntryCount").asInt())
                .isOne();
    }

    @Test
    void aMessageIsPublishedToItsTopic() {
        String topic;
        try (SnsClient sns = Clients.sns(aws)) {
            topic = sns.createTopic(r -> r.name("orders")).topicArn();
        }

        DescribeExecutionResponse ended = run(Machines.task(
                "arn:aws:states:::sns:publish", "{\"TopicArn\":\"" + topic + "\",\"Message\":{\"orderId\":\"o-1\"}}"));

        assertThat(JSON.readTree(ended.output()).path("MessageId").asString()).isNotEmpty();
        assertThat(aws.events().on(topic)).extracting(PublishedEvent::detail).containsExactly("{\"orderId\":\"o-1\"}");
    }

    @Test
    void aTopicThatDoesNotExistFailsTheTask() {
        DescribeExecutionResponse ended = run(Machines.task(
                "arn:aws:states:::sns:publish",
                "{\"TopicArn\":\"arn:aws:sns:us-east-1:000000000000:none\",\"Message\":\"m\"}"));

        assertThat(ended.error()).isEqualTo("SNS.NotFoundException");
    }

    @ParameterizedTest
    @CsvSource({"'', false", ".sync, false", ".sync:2, true"})
    void anotherExecutionIsStartedAndWaitedForWhereAskedTo(String pattern, boolean parsed) {
        String child = create("child", Machines.PASSES);

        DescribeExecutionResponse ended = run(Machines.task(
                "arn:aws:states:::states:startExecution" + pattern,
                "{\"StateMachineArn\":\"" + child + "\",\"Name\":\"c-1\",\"Input\":{\"a\":7}}"));

        JsonNode output = JSON.readTree(ended.output());
        String childArn = output.path("ExecutionArn").asString();
        assertThat(childArn).endsWith(":execution:child:c-1");
        assertThat(Clients.ended(sfn, childArn).output()).isEqualTo("{\"a\":7}");
        if (!pattern.isEmpty()) {
            assertThat(output.path("Status").asString()).isEqualTo("SUCCEEDED");
            assertThat(output.path("Output").isObject()).isEqualTo(parsed);
        }
    }

    @Test
    void anExpressExecutionIsStartedAndCannotBeWaitedFor() {
        String child = sfn.createStateMachine(r -> r.name("quick-child")
                        .definition(Machines.PASSES)
                        .roleArn(Machines.ROLE)
                        .type(StateMachineType.EXPRESS))
                .stateMachineArn();
        String parameters = "{\"StateMachineArn\":\"" + child + "\",\"Name\":\"c-1\",\"Input\":{\"a\":7}}";

        JsonNode started = JSON.readTree(run(Machines.task("arn:aws:states:::states:startExecution", parameters))
                .output());

        assertThat(started.path("ExecutionArn").asString())
                .startsWith("arn:aws:states:us-east-1:000000000000:express:quick-child:c-1:");
        String waiting = create("waiting", Machines.task("arn:aws:states:::states:startExecution.sync:2", parameters));
        String execution = sfn.startExecution(r -> r.stateMachineArn(waiting)).executionArn();
        assertThat(Clients.ended(sfn, execution).error())
                .isEqualTo("StepFunctions.StateMachineTypeNotSupportedException");
    }

    @Test
    void aChildThatFailsFailsTheTask() {
        String child = create("child", Machines.FAILS);

        DescribeExecutionResponse ended = run(Machines.task(
                "arn:aws:states:::states:startExecution.sync:2", "{\"StateMachineArn\":\"" + child + "\"}"));

        assertThat(ended.error()).isEqualTo("States.TaskFailed");
        assertThat(JSON.readTree(ended.cause()).path("Error").asString()).isEqualTo("Went");
    }

    @Test
    void aChildIsStoppedWithTheExecutionThatWaitsForIt() {
        String child = create("patient-child", Machines.WAITS);
        String parent = create(
                "patient-parent",
                Machines.task(
                        "arn:aws:states:::states:startExecution.sync:2", "{\"StateMachineArn\":\"" + child + "\"}"));
        String parentArn = sfn.startExecution(r -> r.stateMachineArn(parent)).executionArn();
        await().until(() -> childrenOf(child), children -> !children.isEmpty());

        sfn.stopExecution(r -> r.executionArn(parentArn));

        assertThat(Clients.ended(sfn, childrenOf(child).get(0)).status()).isEqualTo(ExecutionStatus.ABORTED);
    }

    @Test
    void aChildIsStoppedWhenAnotherBranchFails() {
        String child = create("other-child", Machines.WAITS);

        DescribeExecutionResponse ended = run("{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"P\",\"States\":{\"P\":"
                + "{\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
                + Machines.task(
                                "arn:aws:states:::states:startExecution.sync:2",
                                "{\"StateMachineArn\":\"" + child + "\"}")
                        .replace("{\"QueryLanguage\":\"JSONata\",", "{")
                + ",{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":1,\"Next\":\"F\"},"
                + "\"F\":{\"Type\":\"Fail\",\"Error\":\"Other\"}}}]}}}");

        assertThat(ended.error()).isEqualTo("Other");
        assertThat(Clients.ended(sfn, childrenOf(child).get(0)).status()).isEqualTo(ExecutionStatus.ABORTED);
    }

    private List<String> childrenOf(String stateMachine) {
        return sfn.listExecutions(r -> r.stateMachineArn(stateMachine)).executions().stream()
                .map(execution -> execution.executionArn())
                .toList();
    }

    @Test
    void aResourceThatIsNotSupportedHereSaysSo() {
        DescribeExecutionResponse ended =
                run(Machines.task("arn:aws:states:::sqs:sendMessage", "{\"QueueUrl\":\"q\",\"MessageBody\":\"m\"}"));

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.cause()).contains("sqs:sendMessage", "not supported by local-aws");
    }

    @Test
    void aTaskForDynamoDbStartsItAndGetsItsError() {
        DescribeExecutionResponse ended = run(Machines.task(
                "arn:aws:states:::dynamodb:getItem", "{\"TableName\":\"none\",\"Key\":{\"id\":{\"S\":\"1\"}}}"));

        assertThat(ended.error()).isEqualTo("DynamoDB.ResourceNotFoundException");
    }

    private String create(String name, String definition) {
        return sfn.createStateMachine(r -> r.name(name).definition(definition).roleArn(Machines.ROLE))
                .stateMachineArn();
    }

    private DescribeExecutionResponse run(String definition) {
        String machine = create("machine", definition);
        return Clients.ended(
                sfn,
                sfn.startExecution(r -> r.stateMachineArn(machine).input("{\"a\":1}"))
                        .executionArn());
    }

    private CompletionStage<InvocationResult> invoke(String function, byte[] payload) {
        asked.put(function, new String(payload, StandardCharsets.UTF_8));
        String name = function.replaceFirst(".*:function:", "").replaceFirst(":.*", "");
        return switch (name) {
            case "echo" -> CompletableFuture.completedFuture(new InvocationResult(payload, null, "$LATEST", "r-1"));
            case "decline" ->
                CompletableFuture.completedFuture(new InvocationResult(
                        "{\"errorType\":\"shop.CardDeclined\",\"errorMessage\":\"no\"}"
                                .getBytes(StandardCharsets.UTF_8),
                        "Unhandled",
                        "$LATEST",
                        "r-1"));
            case "spaced" ->
                CompletableFuture.completedFuture(new InvocationResult(
                        "{\"errorType\": \"Spilt\", \"errorMessage\": \"tea\"}".getBytes(StandardCharsets.UTF_8),
                        "Unhandled",
                        "$LATEST",
                        "r-1"));
            case "huge" ->
                CompletableFuture.completedFuture(new InvocationResult(
                        ("\"" + "x".repeat(300_000) + "\"").getBytes(StandardCharsets.UTF_8), null, "$LATEST", "r-1"));
            case "busy" ->
                CompletableFuture.failedFuture(
                        new InvocationRefused(429, "TooManyRequestsException", "Rate Exceeded."));
            case "unreachable" -> CompletableFuture.failedFuture(new ConnectException("refused"));
            case "never" -> new CompletableFuture<>();
            default ->
                CompletableFuture.failedFuture(
                        new InvocationRefused(404, "ResourceNotFoundException", "Function not found: " + function));
        };
    }
}
