package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationRefused;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;
import software.amazon.awssdk.services.sfn.model.InvalidArnException;
import software.amazon.awssdk.services.sfn.model.InvalidExecutionInputException;
import software.amazon.awssdk.services.sfn.model.InvalidNameException;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.StateMachineTypeNotSupportedException;

class ExecutionOperationsTest {

    private static final String PREFIX = "arn:aws:states:us-east-1:000000000000:";

    private static LocalAws aws;
    private static SfnClient sfn;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults()
                .withFunctions((function, payload) -> CompletableFuture.failedFuture(
                        new InvocationRefused(404, "ResourceNotFoundException", "Function not found: " + function))));
        sfn = Clients.sfn(aws);
        create("passes", Machines.PASSES);
        create("fails", Machines.FAILS);
        create("waits", Machines.WAITS);
    }

    @AfterAll
    static void close() {
        sfn.close();
        aws.close();
    }

    @Test
    void anExecutionThatSucceedsTellsItsOutput() {
        StartExecutionResponse started = begin("passes", "succeeds", "{\"a\":1}");

        var ended = Clients.ended(sfn, started.executionArn());

        assertThat(ended.executionArn()).isEqualTo(PREFIX + "execution:passes:succeeds");
        assertThat(ended.stateMachineArn()).isEqualTo(PREFIX + "stateMachine:passes");
        assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(ended.input()).isEqualTo("{\"a\":1}");
        assertThat(ended.output()).isEqualTo("{\"a\":1}");
        assertThat(ended.startDate()).isEqualTo(started.startDate());
        assertThat(ended.stopDate()).isAfterOrEqualTo(ended.startDate());
        assertThat(ended.redriveCount()).isZero();
    }

    @Test
    void anExecutionThatFailsTellsItsErrorAndCause() {
        var ended = Clients.ended(sfn, begin("fails", "fails", "{}").executionArn());

        assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(ended.error()).isEqualTo("Went");
        assertThat(ended.cause()).isEqualTo("wrong");
        assertThat(ended.output()).isNull();
    }

    @Test
    void theSameNameAndInputWhileItIsOpenIsTheSameExecution() {
        StartExecutionResponse first = begin("waits", "twice", "{\"a\":1}");

        assertThat(told(begin("waits", "twice", "{\"a\":1}"))).isEqualTo(told(first));
        assertThat(first.startDate()).isNotNull();
    }

    @Test
    void theSameNameWithAnotherInputIsRefused() {
        begin("waits", "another-input", "{\"a\":1}");

        assertThatThrownBy(() -> begin("waits", "another-input", "{\"a\":2}"))
                .isInstanceOf(ExecutionAlreadyExistsException.class)
                .hasMessageContaining("Execution Already Exists: '" + PREFIX + "execution:waits:another-input'");
    }

    @Test
    void theNameOfAnExecutionThatEndedIsRefusedEvenWithTheSameInput() {
        Clients.ended(sfn, begin("passes", "ended", "{}").executionArn());

        assertThatThrownBy(() -> begin("passes", "ended", "{}")).isInstanceOf(ExecutionAlreadyExistsException.class);
    }

    @Test
    void ofManyStartsAtOnceOneStarts() throws Exception {
        int many = 16;
        CountDownLatch together = new CountDownLatch(many);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        Set<List<Object>> answers = ConcurrentHashMap.newKeySet();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(threads.submit(() -> {
                together.countDown();
                assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
                answers.add(told(begin("waits", "race", "{\"race\":true}")));
                return null;
            }));
        }
        for (Future<?> one : all) {
            one.get(20, TimeUnit.SECONDS);
        }
        threads.shutdown();

        assertThat(answers).hasSize(1);
        assertThat(
                        sfn
                                .listExecutionsPaginator(r -> r.stateMachineArn(PREFIX + "stateMachine:waits"))
                                .executions()
                                .stream()
                                .filter(execution -> execution.name().equals("race")))
                .hasSize(1);
    }

    @Test
    void anExecutionWithoutANameGetsOne() {
        StartExecutionResponse one = sfn.startExecution(r -> r.stateMachineArn(PREFIX + "stateMachine:passes"));
        StartExecutionResponse two = sfn.startExecution(r -> r.stateMachineArn(PREFIX + "stateMachine:passes"));

        assertThat(one.executionArn()).isNotEqualTo(two.executionArn());
        assertThat(Clients.ended(sfn, one.executionArn()).input()).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not some json | Unrecognized token 'not'",
                "'' | Invalid execution input.",
                "{'a':1} | Unexpected character"
            })
    void anInputThatIsNotJsonIsRefused(String input, String why) {
        assertThatThrownBy(() -> begin("passes", "bad-input", input))
                .isInstanceOf(InvalidExecutionInputException.class)
                .hasMessageContaining("Invalid State Machine Execution Input: '")
                .hasMessageContaining(why);
    }

    @Test
    void anInputThatNestsTooDeeplyIsRefusedWithoutAWordOfTheParser() {
        String deep = "[".repeat(5_000) + "]".repeat(5_000);

        assertThatThrownBy(() -> begin("passes", "deep-input", deep))
                .isInstanceOf(InvalidExecutionInputException.class)
                .hasMessageContaining("exceeds the maximum allowed (500)")
                .hasMessageNotContaining("StreamReadConstraints");
    }

    @Test
    void anInputOfUpTo256KibibytesIsTaken() {
        String largest = "\"" + "x".repeat(262_142) + "\"";

        Clients.ended(sfn, begin("passes", "largest", largest).executionArn());

        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() -> begin("passes", "too-large", "\"" + "x".repeat(262_143) + "\""))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a:b", "a?"})
    void aNameThatAwsRefusesIsRefused(String name) {
        assertThatThrownBy(() -> begin("passes", name, "{}")).isInstanceOf(InvalidNameException.class);
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> begin("no-such", "x", "{}"))
                .isInstanceOf(StateMachineDoesNotExistException.class)
                .hasMessageContaining("State Machine Does Not Exist: '" + PREFIX + "stateMachine:no-such'");
        String arn = PREFIX + "execution:passes:no-such";
        assertThatThrownBy(() -> sfn.describeExecution(r -> r.executionArn(arn)))
                .isInstanceOf(ExecutionDoesNotExistException.class)
                .hasMessageContaining("Execution Does Not Exist: '" + arn + "'");
        assertThatThrownBy(() -> sfn.getExecutionHistory(r -> r.executionArn(arn)))
                .isInstanceOf(ExecutionDoesNotExistException.class);
        assertThatThrownBy(() -> sfn.stopExecution(r -> r.executionArn(arn)))
                .isInstanceOf(ExecutionDoesNotExistException.class);
        assertThatThrownBy(() -> sfn.describeExecution(r -> r.executionArn("nonsense")))
                .isInstanceOf(InvalidArnException.class);
        assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(PREFIX + "stateMachine:no-such")))
                .isInstanceOf(StateMachineDoesNotExistException.class);
    }

    @Test
    void aStoppedExecutionIsAbortedWithTheReasonGiven() {
        String arn = begin("waits", "stopped", "{}").executionArn();

        var stopped =
                sfn.stopExecution(r -> r.executionArn(arn).error("Operator").cause("not wanted"));

        var ended = Clients.ended(sfn, arn);
        assertThat(ended.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(ended.error()).isEqualTo("Operator");
        assertThat(ended.cause()).isEqualTo("not wanted");
        assertThat(ended.stopDate()).isEqualTo(stopped.stopDate());
        assertThat(sfn.stopExecution(r -> r.executionArn(arn)).stopDate()).isEqualTo(stopped.stopDate());
    }

    @Test
    void anExecutionStoppedWithoutAReasonHasNone() {
        String arn = begin("waits", "stopped-without", "{}").executionArn();

        sfn.stopExecution(r -> r.executionArn(arn));

        var ended = Clients.ended(sfn, arn);
        assertThat(ended.error()).isNull();
        assertThat(ended.cause()).isNull();
        var events = sfn.getExecutionHistory(r -> r.executionArn(arn)).events();
        var last = events.get(events.size() - 1).executionAbortedEventDetails();
        assertThat(last.error()).isNull();
        assertThat(last.cause()).isNull();
    }

    @Test
    void anExecutionOutOfTimeNamesTheErrorInItsHistoryOnly() {
        create("short", Machines.WAITS.replaceFirst("\\{", "{\"TimeoutSeconds\":1,"));
        String arn = begin("short", "late", "{}").executionArn();

        var ended = Clients.ended(sfn, arn);

        assertThat(ended.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
        assertThat(ended.error()).isNull();
        assertThat(ended.cause()).isNull();
        var events = sfn.getExecutionHistory(r -> r.executionArn(arn)).events();
        assertThat(events.get(events.size() - 1).executionTimedOutEventDetails().error())
                .isEqualTo("States.Timeout");
    }

    @Test
    void executionsOfADeletedMachineEndBeforeTheirNextState() {
        create(
                "deleted",
                "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":1,\"Next\":\"S\"},"
                        + "\"S\":{\"Type\":\"Succeed\"}}}");
        String arn = begin("deleted", "e", "{}").executionArn();

        sfn.deleteStateMachine(r -> r.stateMachineArn(PREFIX + "stateMachine:deleted"));

        assertThat(Clients.ended(sfn, arn).status()).isEqualTo(ExecutionStatus.ABORTED);
    }

    @Test
    void executionsAreListedNewestFirstPageByPageAndByStatus() {
        create("listed", Machines.WAITS);
        for (int i = 0; i < 5; i++) {
            begin("listed", "e" + i, "{}");
        }
        String stateMachine = PREFIX + "stateMachine:listed";
        sfn.stopExecution(r -> r.executionArn(PREFIX + "execution:listed:e1"));

        assertThat(sfn.listExecutionsPaginator(
                                r -> r.stateMachineArn(stateMachine).maxResults(2))
                        .executions())
                .extracting(ExecutionListItem::name)
                .containsExactly("e4", "e3", "e2", "e1", "e0");
        assertThat(sfn.listExecutions(r -> r.stateMachineArn(stateMachine).statusFilter(ExecutionStatus.ABORTED))
                        .executions())
                .extracting(ExecutionListItem::name)
                .containsExactly("e1");
        assertThat(sfn.listExecutionsPaginator(r -> r.stateMachineArn(stateMachine)
                                .statusFilter(ExecutionStatus.RUNNING)
                                .maxResults(3))
                        .executions())
                .extracting(ExecutionListItem::name)
                .containsExactly("e4", "e3", "e2", "e0");
        assertThatExceptionOfType(SfnException.class)
                .isThrownBy(() ->
                        sfn.listExecutions(r -> r.stateMachineArn(stateMachine).statusFilter("succeeded")))
                .satisfies(e -> assertThat(e.awsErrorDetails().errorMessage())
                        .endsWith("enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]"));
    }

    @Test
    void theHistoryIsToldForwardsBackwardsAndPageByPage() {
        String arn = begin("passes", "told", "{\"a\":1}").executionArn();
        Clients.ended(sfn, arn);

        List<HistoryEvent> events =
                sfn.getExecutionHistory(r -> r.executionArn(arn)).events();
        assertThat(events)
                .extracting(HistoryEvent::type)
                .containsExactly(
                        HistoryEventType.EXECUTION_STARTED,
                        HistoryEventType.PASS_STATE_ENTERED,
                        HistoryEventType.PASS_STATE_EXITED,
                        HistoryEventType.EXECUTION_SUCCEEDED);
        assertThat(events.get(0).executionStartedEventDetails().input()).isEqualTo("{\"a\":1}");
        assertThat(events.get(1).stateEnteredEventDetails().name()).isEqualTo("P");

        assertThat(sfn.getExecutionHistoryPaginator(r -> r.executionArn(arn).maxResults(3))
                        .events())
                .containsExactlyElementsOf(events);
        List<HistoryEvent> backwards = new ArrayList<>(events);
        Collections.reverse(backwards);
        assertThat(sfn.getExecutionHistoryPaginator(
                                r -> r.executionArn(arn).maxResults(3).reverseOrder(true))
                        .events())
                .containsExactlyElementsOf(backwards);
        assertThat(sfn.getExecutionHistory(r -> r.executionArn(arn).includeExecutionData(false))
                        .events()
                        .get(0)
                        .executionStartedEventDetails()
                        .input())
                .isNull();
    }

    @Test
    void anExecutionKeepsTheDefinitionItWasStartedWith() {
        create("changing", Machines.WAITS);
        String arn = begin("changing", "before", "{}").executionArn();

        sfn.updateStateMachine(
                r -> r.stateMachineArn(PREFIX + "stateMachine:changing").definition(Machines.PASSES));

        assertThat(sfn.describeStateMachineForExecution(r -> r.executionArn(arn))
                        .definition())
                .isEqualTo(Machines.WAITS);
        assertThat(Clients.ended(sfn, begin("changing", "after", "{}").executionArn())
                        .status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(sfn.describeExecution(r -> r.executionArn(arn)).status()).isEqualTo(ExecutionStatus.RUNNING);
    }

    @Test
    void aVersionIsStartedByItsOwnArn() {
        create("versioned", Machines.PASSES);
        String stateMachine = PREFIX + "stateMachine:versioned";
        String version = sfn.publishStateMachineVersion(r -> r.stateMachineArn(stateMachine))
                .stateMachineVersionArn();
        sfn.updateStateMachine(r -> r.stateMachineArn(stateMachine).definition(Machines.FAILS));

        String arn = sfn.startExecution(r -> r.stateMachineArn(version)).executionArn();

        assertThat(Clients.ended(sfn, arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(sfn.describeExecution(r -> r.executionArn(arn)).stateMachineVersionArn())
                .isEqualTo(version);
        assertThat(sfn.listExecutions(r -> r.stateMachineArn(version)).executions())
                .hasSize(1);
        assertThatThrownBy(() -> sfn.startExecution(r -> r.stateMachineArn(stateMachine + ":9")))
                .isInstanceOf(StateMachineDoesNotExistException.class);
    }

    @Test
    void anExpressExecutionCanBeWaitedFor() {
        sfn.createStateMachine(r -> r.name("quick")
                .definition(Machines.PASSES)
                .roleArn(Machines.ROLE)
                .type(StateMachineType.EXPRESS));
        String stateMachine = PREFIX + "stateMachine:quick";
        SfnClient unprefixed = Clients.sfnWithoutHostPrefix(aws);

        var answer = unprefixed.startSyncExecution(
                r -> r.stateMachineArn(stateMachine).input("{\"a\":1}"));

        assertThat(answer.statusAsString()).isEqualTo("SUCCEEDED");
        assertThat(answer.output()).isEqualTo("{\"a\":1}");
        assertThat(answer.executionArn()).startsWith(PREFIX + "express:quick:");
        assertThat(answer.billingDetails().billedMemoryUsedInMB()).isEqualTo(64);
        assertThatThrownBy(() -> unprefixed.startSyncExecution(r -> r.stateMachineArn(PREFIX + "stateMachine:passes")))
                .isInstanceOf(StateMachineTypeNotSupportedException.class);
        assertThatThrownBy(() -> sfn.listExecutions(r -> r.stateMachineArn(stateMachine)))
                .isInstanceOf(StateMachineTypeNotSupportedException.class);
    }

    /** The answer's fields; two answers are never equal, each has a request id of its own. */
    private static List<Object> told(StartExecutionResponse answer) {
        return List.of(answer.executionArn(), answer.startDate());
    }

    private static void create(String name, String definition) {
        sfn.createStateMachine(r -> r.name(name).definition(definition).roleArn(Machines.ROLE));
    }

    private static StartExecutionResponse begin(String stateMachine, String name, String input) {
        return sfn.startExecution(r -> r.stateMachineArn(PREFIX + "stateMachine:" + stateMachine)
                .name(name)
                .input(input));
    }
}
