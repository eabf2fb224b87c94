package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InspectionLevel;
import software.amazon.awssdk.services.sfn.model.MockInput;
import software.amazon.awssdk.services.sfn.model.MockResponseValidationMode;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.TestExecutionStatus;
import software.amazon.awssdk.services.sfn.model.TestStateRequest;
import software.amazon.awssdk.services.sfn.model.TestStateResponse;

class TestStateOperationTest {

    private static final String RESERVE = """
            {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke",
             "Arguments": {"FunctionName": "reserve", "Payload": "{% $states.input %}"},
             "Output": "{% $states.result.Payload %}",
             "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 2, "BackoffRate": 3, "MaxAttempts": 2}],
             "Catch": [{"ErrorEquals": ["OutOfStock"], "Next": "Refund"},
                       {"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput.Error %}", "Next": "Repair"}],
             "Next": "Confirm"}""";

    private static final String EACH_ITEM = """
            {"Type": "Map", "QueryLanguage": "JSONata", "Items": "{% $states.input.items %}", "ToleratedFailureCount": 1,
             "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                               "StartAt": "Pick", "States": {"Pick": {"Type": "Pass", "End": true}}},
             "Next": "Pack"}""";

    private static LocalAws aws;
    private static SfnClient sfn;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults()
                .withFunctions((function, payload) -> CompletableFuture.completedFuture(new InvocationResult(
                        ("\"" + function + " ran\"").getBytes(StandardCharsets.UTF_8), null, "$LATEST", "1"))));
        sfn = Clients.sfnWithoutHostPrefix(aws);
    }

    @AfterAll
    static void close() {
        sfn.close();
        aws.close();
    }

    @Test
    void aStateGivesItsOutputAndWhatFollows() {
        var answer = test(
                "{\"Type\": \"Pass\", \"Result\": {\"paid\": true}, \"ResultPath\": \"$.payment\", \"Next\": \"Reserve\"}",
                r -> r.input("{\"order\": 1}"));

        assertThat(answer.status()).isEqualTo(TestExecutionStatus.SUCCEEDED);
        assertThat(answer.output()).isEqualTo("{\"order\":1,\"payment\":{\"paid\":true}}");
        assertThat(answer.nextState()).isEqualTo("Reserve");
        assertThat(answer.inspectionData()).isNull();
    }

    @Test
    void aChoiceSaysWhichWayItGoes() {
        String choice = """
                {"Type": "Choice", "Choices": [{"Variable": "$.total", "NumericGreaterThan": 500, "Next": "Review"},
                                               {"Variable": "$.total", "NumericGreaterThan": 0, "Next": "Pay"}],
                 "Default": "Reject"}""";

        assertThat(test(choice, r -> r.input("{\"total\": 900}")).nextState()).isEqualTo("Review");
        assertThat(test(choice, r -> r.input("{\"total\": 9}")).nextState()).isEqualTo("Pay");
        assertThat(test(choice, r -> r.input("{\"total\": 0}")).nextState()).isEqualTo("Reject");
    }

    @Test
    void aWaitIsOverAtOnceAndOneOfMoreThanFiveMinutesTimesOut() {
        String wait = "{\"Type\": \"Wait\", \"Seconds\": %d, \"Next\": \"Remind\"}";

        assertThat(test(wait.formatted(240), r -> {}).nextState()).isEqualTo("Remind");
        assertThat(test(wait.formatted(86_400), r -> {}).error()).isEqualTo("States.Timeout");
    }

    @Test
    void aTaskWithoutAMockIsDone() {
        var answer = test(
                RESERVE, r -> r.roleArn("arn:aws:iam::000000000000:role/saga").input("{}"));

        assertThat(answer.output()).isEqualTo("\"reserve ran\"");
        assertThat(answer.nextState()).isEqualTo("Confirm");
    }

    @Test
    void aMockedResultTakesTheWorksPlace() {
        var answer = test(RESERVE, r -> r.mock(result("{\"Payload\": {\"reserved\": 2}}")));

        assertThat(answer.output()).isEqualTo("{\"reserved\":2}");
        assertThat(answer.status()).isEqualTo(TestExecutionStatus.SUCCEEDED);
    }

    @Test
    void aMockedErrorIsRetriedWithItsPause() {
        var answer = test(
                RESERVE,
                r -> r.mock(error("Busy", "come back"))
                        .stateConfiguration(c -> c.retrierRetryCount(1))
                        .inspectionLevel(InspectionLevel.DEBUG));

        assertThat(answer.status()).isEqualTo(TestExecutionStatus.RETRIABLE);
        assertThat(answer.error()).isEqualTo("Busy");
        assertThat(answer.nextState()).isNull();
        assertThat(answer.inspectionData().errorDetails().retryIndex()).isZero();
        assertThat(answer.inspectionData().errorDetails().retryBackoffIntervalSeconds())
                .isEqualTo(6);
    }

    @Test
    void whenRetriesAreUsedUpACatcherTakesTheError() {
        var answer = test(
                RESERVE,
                r -> r.mock(error("Busy", "come back"))
                        .stateConfiguration(c -> c.retrierRetryCount(2))
                        .inspectionLevel(InspectionLevel.DEBUG));

        assertThat(answer.status()).isEqualTo(TestExecutionStatus.CAUGHT_ERROR);
        assertThat(answer.nextState()).isEqualTo("Repair");
        assertThat(answer.output()).isEqualTo("\"Busy\"");
        assertThat(answer.cause()).isEqualTo("come back");
        assertThat(answer.inspectionData().errorDetails().catchIndex()).isEqualTo(1);
    }

    @Test
    void anErrorThatNobodyTakesFails() {
        var answer = test(
                "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Parameters\": {\"FunctionName\": \"f\"}, \"End\": true}",
                r -> r.mock(error("OutOfStock", "none left")));

        assertThat(answer.status()).isEqualTo(TestExecutionStatus.FAILED);
        assertThat(answer.error()).isEqualTo("OutOfStock");
        assertThat(answer.cause()).isEqualTo("none left");
    }

    @Test
    void aTaskThatWaitsForItsTokenIsAnsweredByItsMock() {
        var answer = test("""
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                 "Parameters": {"FunctionName": "ask", "Payload": {"token.$": "$$.Task.Token"}}, "Next": "Settle"}""", r -> r.mock(result("{\"decision\": \"approve\"}", MockResponseValidationMode.NONE)));

        assertThat(answer.output()).isEqualTo("{\"decision\": \"approve\"}");
        assertThat(answer.nextState()).isEqualTo("Settle");
    }

    @Test
    void aMapIsMockedAsAWholeAndMayHaveLostIterations() {
        var some = test(
                EACH_ITEM,
                r -> r.input("{\"items\": [1, 2, 3]}")
                        .mock(result("[\"a\", \"b\", \"c\"]"))
                        .stateConfiguration(c -> c.mapIterationFailureCount(1)));
        assertThat(some.output()).isEqualTo("[\"a\", \"b\", \"c\"]");
        assertThat(some.nextState()).isEqualTo("Pack");

        var tooMany = test(
                EACH_ITEM,
                r -> r.input("{\"items\": [1, 2, 3]}")
                        .mock(result("[\"a\", \"b\", \"c\"]"))
                        .stateConfiguration(c -> c.mapIterationFailureCount(2)));
        assertThat(tooMany.status()).isEqualTo(TestExecutionStatus.FAILED);
        assertThat(tooMany.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    }

    @Test
    void aMapsItemsInputsAndComputedLimitsAreShown() {
        String map = """
                {"Type": "Map", "ItemsPath": "$.items", "ItemSelector": {"sku.$": "$$.Map.Item.Value", "shop.$": "$.shop"},
                 "MaxConcurrencyPath": "$.atOnce", "ToleratedFailurePercentagePath": "$.tolerated",
                 "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                                   "StartAt": "Pick", "States": {"Pick": {"Type": "Pass", "End": true}}},
                 "End": true}""";
        String input = "{\"shop\":\"tea\",\"items\":[1,2],\"atOnce\":3,\"tolerated\":10}";

        var inspected = test(map, r -> r.input(input).mock(result("[7, 8]")).inspectionLevel(InspectionLevel.DEBUG))
                .inspectionData();
        var exceeded = test(
                map, r -> r.input(input).mock(result("[7, 8]")).stateConfiguration(c -> c.mapIterationFailureCount(1)));

        var inContext = test(
                        map,
                        r -> r.input(input)
                                .mock(result("[7, 8]"))
                                .context("{\"Execution\": {\"Name\": \"run-1\"}}")
                                .inspectionLevel(InspectionLevel.DEBUG))
                .inspectionData();
        var ofAnObject = test(
                map,
                r -> r.input("{\"shop\":\"tea\",\"items\":{\"a\":1},\"atOnce\":3,\"tolerated\":10}")
                        .mock(result("[7]")));

        assertThat(inContext.afterItemSelector()).isEqualTo(inspected.afterItemSelector());
        assertThat(ofAnObject.output()).isEqualTo("[7]");
        assertThat(inspected.afterItemsPath()).isEqualTo("[1,2]");
        assertThat(inspected.afterItemSelector())
                .isEqualTo("[{\"sku\":1,\"shop\":\"tea\"},{\"sku\":2,\"shop\":\"tea\"}]");
        assertThat(inspected.maxConcurrency()).isEqualTo(3);
        assertThat(inspected.toleratedFailurePercentage()).isEqualTo(10);
        assertThat(exceeded.error()).isEqualTo("States.ExceedToleratedFailureThreshold");
    }

    @Test
    void aMapThatComesToNoItemsFailsWhateverItsMock() {
        var answer = test(EACH_ITEM, r -> r.input("{\"items\": 7}").mock(result("[1]")));

        assertThat(answer.status()).isEqualTo(TestExecutionStatus.FAILED);
        assertThat(answer.error()).isEqualTo("States.QueryEvaluationError");
    }

    @Test
    void aStateIsFoundByItsNameHoweverDeepItLies() {
        String machine = "{\"StartAt\": \"Each\", \"States\": {\"Each\": " + EACH_ITEM.replace("Pack", "End of it")
                + ", \"End of it\": {\"Type\": \"Succeed\"}}}";

        assertThat(test(machine, r -> r.stateName("Pick").input("7")).output()).isEqualTo("7");
        refused("ValidationException", machine, r -> r.stateName("Nowhere"));
    }

    @Test
    void variablesAndTheContextObjectAreGiven() {
        var answer = test(
                """
                {"Type": "Pass", "QueryLanguage": "JSONata",
                 "Output": {"who": "{% $customer %}", "text": "{% $template %}", "run": "{% $states.context.Execution.Name %}"}, "End": true}""",
                r -> r.variables("{\"customer\": \"Ada\", \"template\": \"{% 1 %}\"}")
                        .context("{\"Execution\": {\"Name\": \"order-7\"}}"));

        assertThat(answer.output()).isEqualTo("{\"who\":\"Ada\",\"text\":\"{% 1 %}\",\"run\":\"order-7\"}");
    }

    @Test
    void eachStepOfTheDataIsShown() {
        var answer = test(
                """
                {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "InputPath": "$.order",
                 "Parameters": {"FunctionName": "f", "Payload.$": "$.id"}, "ResultSelector": {"ok.$": "$.Payload.ok"},
                 "ResultPath": "$.reserved", "OutputPath": "$.reserved", "End": true}""",
                r -> r.input("{\"order\": {\"id\": 7}}")
                        .mock(result("{\"Payload\": {\"ok\": true}}"))
                        .inspectionLevel(InspectionLevel.TRACE));

        var data = answer.inspectionData();
        assertThat(data.afterInputPath()).isEqualTo("{\"id\":7}");
        assertThat(data.afterParameters()).isEqualTo("{\"FunctionName\":\"f\",\"Payload\":7}");
        assertThat(data.result()).isEqualTo("{\"Payload\": {\"ok\": true}}");
        assertThat(data.afterResultSelector()).isEqualTo("{\"ok\":true}");
        assertThat(data.afterResultPath()).isEqualTo("{\"order\":{\"id\":7},\"reserved\":{\"ok\":true}}");
        assertThat(answer.output()).isEqualTo("{\"ok\":true}");
    }

    @Test
    void aMockedResultIsHeldToTheApiItStandsFor() {
        refused("ValidationException", RESERVE, r -> r.mock(result("{\"StatusCode\": \"200\"}")));
        refused(
                "ValidationException",
                RESERVE,
                r -> r.mock(result("{\"StatusCode\": \"200\"}", MockResponseValidationMode.PRESENT)));
        String starts = """
                {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution",
                 "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:000000000000:stateMachine:child"}, "End": true}""";

        refused("ValidationException", starts, r -> r.mock(result("{}")));
        String secret = """
                {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:secretsmanager:getSecretValue",
                 "Parameters": {"SecretId": "s"}, "End": true}""";
        refused("ValidationException", secret, r -> r.mock(result("{\"CreatedDate\": 7}")));
        assertThat(test(secret, r -> r.mock(result("{\"VersionStages\": [\"AWSCURRENT\"]}")))
                        .status())
                .isEqualTo(TestExecutionStatus.SUCCEEDED);
        assertThat(test(starts, r -> r.mock(result("{}", MockResponseValidationMode.PRESENT)))
                        .output())
                .isEqualTo("{}");
        assertThat(test(RESERVE, r -> r.mock(result("{\"StatusCode\": []}", MockResponseValidationMode.NONE)))
                        .status())
                .isNotNull();
    }

    @Test
    void whatCannotBeMockedOrMustBeIsRefused() {
        refused("ValidationException", "{\"Type\": \"Succeed\"}", r -> r.mock(result("{}")));
        refused("ValidationException", RESERVE, r -> {});
        refused("InvalidDefinition", EACH_ITEM, r -> r.input("{\"items\": []}"));
        refused(
                "ValidationException",
                RESERVE,
                r -> r.mock(m -> m.result("{}").errorOutput(e -> e.error("E").cause("c"))));
        refused("ValidationException", RESERVE, r -> r.mock(result("{}")).revealSecrets(true));
        refused("ValidationException", EACH_ITEM, r -> r.stateConfiguration(c -> c.mapIterationFailureCount(1)));
        refused(
                "ValidationException",
                EACH_ITEM,
                r -> r.mock(result("[1]")).stateConfiguration(c -> c.mapIterationFailureCount(2)));
        refused(
                "ValidationException",
                EACH_ITEM,
                r -> r.mock(result("[1]")).stateConfiguration(c -> c.mapItemReaderData("x".repeat(262_145))));
        refused("InvalidDefinition", "{\"Type\": \"Nonsense\"}", r -> {});
        refused("InvalidDefinition", "not json", r -> {});
        refused("InvalidExecutionInput", "{\"Type\": \"Succeed\"}", r -> r.input("{"));
    }

    private static TestStateResponse test(String definition, Consumer<TestStateRequest.Builder> more) {
        TestStateRequest.Builder request = TestStateRequest.builder().definition(definition);
        more.accept(request);
        return sfn.testState(request.build());
    }

    private static void refused(String code, String definition, Consumer<TestStateRequest.Builder> more) {
        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() -> test(definition, more))
                .satisfies(refusal ->
                        assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private static MockInput result(String json) {
        return MockInput.builder().result(json).build();
    }

    private static MockInput result(String json, MockResponseValidationMode mode) {
        return MockInput.builder().result(json).fieldValidationMode(mode).build();
    }

    private static MockInput error(String error, String cause) {
        return MockInput.builder().errorOutput(e -> e.error(error).cause(cause)).build();
    }
}
