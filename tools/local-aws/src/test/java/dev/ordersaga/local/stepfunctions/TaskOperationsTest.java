package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.InvalidOutputException;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

class TaskOperationsTest {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
    private LocalAws aws;
    private SfnClient sfn;
    private String execution;
    private String token;

    @BeforeEach
    void aTaskWaits() throws InterruptedException {
        aws = LocalAws.start(LocalAwsOptions.defaults().withFunctions((function, payload) -> {
            tokens.add(JSON.readTree(payload).path("token").asString());
            return CompletableFuture.completedFuture(
                    new InvocationResult("\"taken\"".getBytes(StandardCharsets.UTF_8), null, "$LATEST", "r-1"));
        }));
        sfn = Clients.sfn(aws);
        String machine = sfn.createStateMachine(r -> r.name("repair")
                        .definition(
                                Machines.task(
                                        "arn:aws:states:::lambda:invoke.waitForTaskToken",
                                        "{\"FunctionName\":\"ask\",\"Payload\":{\"token\":\"{% $states.context.Task.Token %}\"}}"))
                        .roleArn(Machines.ROLE))
                .stateMachineArn();
        execution = sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
        String first = tokens.poll(20, TimeUnit.SECONDS);
        assertThat(first).isNotNull();
        token = first;
    }

    @AfterEach
    void close() {
        sfn.close();
        aws.close();
    }

    @Test
    void successGivesTheTaskItsOutput() {
        sfn.sendTaskHeartbeat(r -> r.taskToken(token));
        sfn.sendTaskSuccess(r -> r.taskToken(token).output("{\"done\":true}"));

        assertThat(Clients.ended(sfn, execution).output()).isEqualTo("{\"done\":true}");
    }

    @Test
    void failureGivesTheTaskItsErrorAndCause() {
        sfn.sendTaskFailure(r -> r.taskToken(token).error("Skipped").cause("by the operator"));

        DescribeExecutionResponse ended = Clients.ended(sfn, execution);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo("Skipped");
        assertThat(ended.cause()).isEqualTo("by the operator");
    }

    @Test
    void theSecondAnswerComesTooLateAndChangesNothing() {
        sfn.sendTaskSuccess(r -> r.taskToken(token).output("1"));
        Clients.ended(sfn, execution);

        assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("2")))
                .isInstanceOf(TaskTimedOutException.class)
                .hasMessageContaining("Task Timed Out: 'Provided task does not exist anymore'");
        assertThatThrownBy(() -> sfn.sendTaskFailure(r -> r.taskToken(token)))
                .isInstanceOf(TaskTimedOutException.class);
        assertThatThrownBy(() -> sfn.sendTaskHeartbeat(r -> r.taskToken(token)))
                .isInstanceOf(TaskTimedOutException.class);
        assertThat(Clients.ended(sfn, execution).output()).isEqualTo("1");
    }

    @Test
    void anAnswerToAStoppedExecutionComesTooLate() {
        sfn.stopExecution(r -> r.executionArn(execution));

        assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("1")))
                .isInstanceOf(TaskTimedOutException.class);
    }

    @Test
    void anOutputThatIsNotJsonIsRefusedAndTheTaskStillWaits() {
        assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("{oops")))
                .isInstanceOf(InvalidOutputException.class);

        assertThat(sfn.describeExecution(r -> r.executionArn(execution)).status())
                .isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void aTokenThatNobodyHoldsIsRefused() {
        assertThatThrownBy(() -> sfn.sendTaskSuccess(
                        r -> r.taskToken("00000000-0000-4000-8000-000000000000").output("1")))
                .isInstanceOf(TaskDoesNotExistException.class);
        assertThatThrownBy(
                        () -> sfn.sendTaskSuccess(r -> r.taskToken("nonsense").output("1")))
                .isInstanceOf(InvalidTokenException.class);
    }
}
