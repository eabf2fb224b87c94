package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.WithoutFunctions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

class OwnSdkIntegrationTest {

    private static final String PASSES = "arn:aws:states:us-east-1:000000000000:stateMachine:passes";

    private static LocalAws aws;
    private static SfnClient sfn;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(WithoutFunctions.options());
        sfn = Clients.sfn(aws);
        create("passes", Machines.PASSES);
    }

    @AfterAll
    static void close() {
        sfn.close();
        aws.close();
    }

    @Test
    void aTaskDescribesAStateMachineAsTheSdkDoes() {
        DescribeExecutionResponse ended =
                run("describes", "describeStateMachine", "{\"StateMachineArn\": \"" + PASSES + "\"}");

        assertThat(ended.output())
                .contains("\"Name\":\"passes\"", "\"Status\":\"ACTIVE\"")
                .containsPattern("\"CreationDate\":\"\\d{4}-");
    }

    @Test
    void aTaskStartsAnExecutionWithJsonForItsInput() {
        DescribeExecutionResponse ended = run(
                "starts",
                "startExecution",
                "{\"StateMachineArn\": \"" + PASSES + "\", \"Name\": \"by-sdk\", \"Input\": {\"a\": 1}}");

        assertThat(ended.output()).contains("execution:passes:by-sdk");
        assertThat(Clients.ended(sfn, PASSES.replace("stateMachine", "execution") + ":by-sdk")
                        .input())
                .isEqualTo("{\"a\":1}");
    }

    @Test
    void aRefusalIsTheSdksException() {
        DescribeExecutionResponse ended =
                run("refused", "describeStateMachine", "{\"StateMachineArn\": \"" + PASSES + "-gone\"}");

        assertThat(ended.error()).isEqualTo("Sfn.StateMachineDoesNotExistException");
        assertThat(ended.cause()).contains("State Machine Does Not Exist", "Service: Sfn, Status Code: 400");
    }

    private static DescribeExecutionResponse run(String name, String action, String parameters) {
        String arn = create(name, Machines.task("arn:aws:states:::aws-sdk:sfn:" + action, parameters));
        return Clients.ended(
                sfn, sfn.startExecution(request -> request.stateMachineArn(arn)).executionArn());
    }

    private static String create(String name, String definition) {
        return sfn.createStateMachine(
                        request -> request.name(name).definition(definition).roleArn(Machines.ROLE))
                .stateMachineArn();
    }
}
