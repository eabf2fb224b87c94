package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;

/** Executions as test cases of a mock configuration file. */
class MockConfigurationTest {

    private static final String FILE = """
            {
              "StateMachines": {
                "shop": {
                  "TestCases": {
                    "Happy": {"Charge": "Charged", "Approve": "Approved"},
                    "Retried": {"Charge": "TwiceBusy", "Approve": "Approved"},
                    "Declined": {"Charge": "Declined"},
                    "Short": {"Charge": "OnceBusy"},
                    "Real": {}
                  }
                }
              },
              "MockedResponses": {
                "Charged": {"0": {"Return": {"Payload": {"paid": true}}}},
                "Approved": {"0": {"Return": {"by": "ann"}}},
                "TwiceBusy": {
                  "0-1": {"Throw": {"Error": "Busy", "Cause": "later"}},
                  "2": {"Return": {"Payload": {"paid": "late"}}}
                },
                "OnceBusy": {"0": {"Throw": {"Error": "Busy"}}},
                "Declined": {"0": {"Throw": {"Error": "CardDeclined", "Cause": "no money"}}}
              }
            }
            """;

    private static final String DEFINITION = """
            {"QueryLanguage":"JSONata","StartAt":"Charge","States":{
              "Charge":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
                "Arguments":{"FunctionName":"payment"},"Output":"{% $states.result.Payload %}",
                "Assign":{"paid":"{% $states.result.Payload.paid %}"},
                "Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":1,"MaxAttempts":3,"BackoffRate":1}],"Next":"Approve"},
              "Approve":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Arguments":{"MessageBody":{"token":"{% $states.context.Task.Token %}"},"QueueUrl":"q"},
                "Output":"{% {'paid': $paid, 'by': $states.result.by} %}","End":true}}}
            """;

    private final AtomicInteger called = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void tasksAnswerAsTheTestCaseSaysAndNobodyIsCalled() throws IOException {
        try (LocalAws aws = start(FILE);
                SfnClient sfn = Clients.sfn(aws)) {
            assertThat(run(sfn, "Happy").output()).isEqualTo("{\"paid\":true,\"by\":\"ann\"}");
            assertThat(run(sfn, "Retried").output()).isEqualTo("{\"paid\":\"late\",\"by\":\"ann\"}");
            DescribeExecutionResponse declined = run(sfn, "Declined");
            assertThat(declined.error()).isEqualTo("CardDeclined");
            assertThat(declined.cause()).isEqualTo("no money");
            assertThat(called).hasValue(0);
        }
    }

    @Test
    void aMockWithoutAnAnswerLeftFailsAndAStateWithoutAMockIsRun() throws IOException {
        try (LocalAws aws = start(FILE);
                SfnClient sfn = Clients.sfn(aws)) {
            DescribeExecutionResponse ended = run(sfn, "Short");
            assertThat(ended.error()).isEqualTo("States.Runtime");
            assertThat(ended.cause())
                    .contains("The mocked response 'OnceBusy' of the state 'Charge' has no answer for the time 1");
            assertThat(called).hasValue(0);

            assertThat(run(sfn, "Real").error()).isEqualTo("Lambda.ResourceNotFoundException");
            assertThat(called).hasValue(1);
        }
    }

    @Test
    void anExpressExecutionIsATestCaseToo() throws IOException {
        String file = "{\"StateMachines\":{\"quick\":{\"TestCases\":{\"Happy\":{\"T\":\"R\"}}}},"
                + "\"MockedResponses\":{\"R\":{\"0\":{\"Return\":\"done\"}}}}";
        try (LocalAws aws = start(file);
                SfnClient sfn = Clients.sfnWithoutHostPrefix(aws)) {
            String machine = sfn.createStateMachine(r -> r.name("quick")
                            .type("EXPRESS")
                            .definition(Machines.task("arn:aws:states:::lambda:invoke", "{\"FunctionName\":\"f\"}"))
                            .roleArn(Machines.ROLE))
                    .stateMachineArn();

            assertThat(sfn.startSyncExecution(r -> r.stateMachineArn(machine + "#Happy"))
                            .output())
                    .isEqualTo("\"done\"");
        }
    }

    @Test
    void aTestCaseThatThereIsNotIsRefused() throws IOException {
        try (LocalAws aws = start(FILE);
                SfnClient sfn = Clients.sfn(aws)) {
            String machine = create(sfn);

            assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(machine + "#Sad")))
                    .isInstanceOf(SfnException.class)
                    .hasMessageContaining("The mock configuration has no test case 'Sad' of the state machine 'shop'");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"StateMachines":                                        | no JSON at line 1
            {"StateMachines":{},"StateMachines":{},"MockedResponses":{}} | no JSON at line 1
            []                                                       | must be a JSON object
            {"StateMachines":{}}                                     | /MockedResponses is missing
            {"StateMachines":{},"MockedResponses":{},"More":1}       | /More is not known
            {"StateMachines":{"m":{}},"MockedResponses":{}}          | /StateMachines/m/TestCases must be an object
            {"StateMachines":{"m":{"TestCases":{"c":{"S":"R"}}}},"MockedResponses":{}} | /StateMachines/m/TestCases/c/S: there is no R in MockedResponses
            {"StateMachines":{},"MockedResponses":{"R":{"one":{"Return":1}}}} | /MockedResponses/R/one must be a number such as 0
            {"StateMachines":{},"MockedResponses":{"R":{"2-1":{"Return":1}}}} | /MockedResponses/R/2-1 must begin with the smaller number
            {"StateMachines":{},"MockedResponses":{"R":{"1":{"Return":1}}}}   | /MockedResponses/R has no answer for the time 0
            {"StateMachines":{},"MockedResponses":{"R":{"0-2":{"Return":1},"1":{"Return":2}}}} | /MockedResponses/R has two answers for the time 1
            {"StateMachines":{},"MockedResponses":{"R":{"0":{}}}}    | /MockedResponses/R/0 must have Return or Throw
            {"StateMachines":{},"MockedResponses":{"R":{"0":{"Throw":{"Cause":"c"}}}}} | /MockedResponses/R/0/Throw/Error must be a text
            """)
    void whatIsWrongWithAFileIsSaidWithItsPlace(String file, String problem) throws IOException {
        Path written = Files.writeString(folder.resolve("mocks.json"), file);

        assertThatThrownBy(() -> MockConfiguration.read(written))
                .isInstanceOf(MockConfiguration.Invalid.class)
                .hasMessageStartingWith("the mock configuration " + written + ": ")
                .hasMessageContaining(problem);
    }

    private LocalAws start(String file) throws IOException {
        Path mocks = Files.writeString(folder.resolve("mocks.json"), file);
        return LocalAws.start(LocalAwsOptions.defaults()
                .withMockConfig(mocks)
                .withWaitsSkippedUpTo(Duration.ofMinutes(1))
                .withFunctions((function, payload) -> {
                    called.incrementAndGet();
                    return CompletableFuture.failedFuture(
                            new InvocationRefused(404, "ResourceNotFoundException", "none"));
                }));
    }

    private static DescribeExecutionResponse run(SfnClient sfn, String testCase) {
        String machine = create(sfn);
        return Clients.ended(
                sfn,
                sfn.startExecution(r -> r.stateMachineArn(machine + "#" + testCase))
                        .executionArn());
    }

    private static String create(SfnClient sfn) {
        return sfn.createStateMachine(r -> r.name("shop").definition(DEFINITION).roleArn(Machines.ROLE))
                .stateMachineArn();
    }
}
