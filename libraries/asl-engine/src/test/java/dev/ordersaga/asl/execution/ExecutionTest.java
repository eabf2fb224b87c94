package dev.ordersaga.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ordersaga.asl.StateMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ExecutionTest {

    private static final StateMachine TASK = machine("'Ask': {'Type': 'Task', 'End': true,"
            + " 'Resource': 'arn:aws:states:::lambda:invoke', 'TimeoutSeconds': 10}");
    private static final StateMachine CALLBACK = machine("'Ask': {'Type': 'Task', 'End': true,"
            + " 'Resource': 'arn:aws:states:::lambda:invoke.waitForTaskToken', 'HeartbeatSeconds': 10,"
            + " 'Arguments': {'token': '{% $states.context.Task.Token %}'}}");

    private final World world = new World();

    private static StateMachine machine(String states) {
        String json = "{'QueryLanguage': 'JSONata', 'StartAt': 'Ask', 'States': {" + states + "}}";
        return StateMachine.parse(json.replace('\'', '"'));
    }

    private World.Handed task(int index) {
        return world.tasks.get(index);
    }

    @Test
    void theFirstAnswerCounts() {
        Execution execution = world.start(TASK, "{}");

        task(0).callback().succeeded(JsonNodeFactory.instance.numberNode(1));
        task(0).callback().succeeded(JsonNodeFactory.instance.numberNode(2));
        task(0).callback().failed("E", "late");

        assertThat(execution.output()).hasValue("1");
        assertThat(World.types(execution)).hasSize(7);
    }

    @Test
    void anAnswerAfterTheTimeoutChangesNothing() {
        Execution execution = world.start(TASK, "{}");

        world.timers.advance(Duration.ofSeconds(10));
        task(0).callback().succeeded(JsonNodeFactory.instance.numberNode(1));

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).hasValue("States.Timeout");
        assertThat(World.types(execution)).endsWith("TaskTimedOut", "ExecutionFailed");
    }

    @Test
    void aWaitOfAPartOfASecondFailsInTheServicesWords() {
        Execution execution = world.start(
                StateMachine.parse(
                        "{'StartAt': 'W', 'States': {'W': {'Type': 'Wait', 'SecondsPath': '$.s', 'End': true}}}"
                                .replace('\'', '"')),
                "{\"s\": 1.5}");

        assertThat(execution.error()).hasValue("States.Runtime");
        assertThat(execution.cause().orElseThrow())
                .endsWith("The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5");
    }

    @Test
    void anAnswerToAnEarlierAttemptChangesNothing() {
        Execution execution = world.start(
                machine("'Ask': {'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::lambda:invoke',"
                        + " 'TimeoutSeconds': 10, 'Retry': [{'ErrorEquals': ['States.Timeout'], 'IntervalSeconds':"
                        + " 3600}]}"),
                "{}");

        world.timers.advance(Duration.ofSeconds(10));
        world.timers.advance(Duration.ofHours(1));
        task(0).callback().succeeded(JsonNodeFactory.instance.stringNode("old"));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
        task(1).callback().succeeded(JsonNodeFactory.instance.stringNode("new"));

        assertThat(execution.output()).hasValue("\"new\"");
        assertThat(task(1).request().attempt()).isEqualTo(1);
    }

    @Test
    void aTaskTokenEndsTheTask() {
        Execution execution = world.start(CALLBACK, "{}");
        String token = String.valueOf(task(0).request().taskToken());

        assertThat(task(0).request().input().get("token").stringValue()).isEqualTo(token);
        task(0).callback().succeeded(JsonNodeFactory.instance.objectNode());
        assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);

        assertThat(execution.sendTaskSuccess(token, "{\"ok\":true}")).isTrue();
        assertThat(execution.output()).hasValue("{\"ok\":true}");
        assertThat(World.types(execution))
                .containsSubsequence("TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited");
        assertThat(execution.sendTaskSuccess(token, "{}")).isFalse();
    }

    @Test
    void aTokenThatComesBackBeforeTheRequestWasTakenEndsTheTaskAllTheSame() {
        Execution execution = world.start(CALLBACK, "{}");

        assertThat(execution.sendTaskSuccess(String.valueOf(task(0).request().taskToken()), "1"))
                .isTrue();
        task(0).callback().succeeded(JsonNodeFactory.instance.objectNode());

        assertThat(execution.output()).hasValue("1");
        assertThat(World.types(execution)).doesNotContain("TaskSubmitted");
    }

    @Test
    void aTokenCanComeBackWhileTheTaskIsBeingHandedOut() {
        List<Execution> self = new ArrayList<>();
        List<String> early = new ArrayList<>();
        Execution execution = world.start(CALLBACK, "{}", (request, callback) -> early.add(request.taskToken()));
        self.add(execution);

        assertThat(self.get(0).sendTaskFailure(early.get(0), "E", null)).isTrue();
        assertThat(execution.error()).hasValue("E");
    }

    @Test
    void anUnknownTokenIsNobodys() {
        Execution execution = world.start(CALLBACK, "{}");

        assertThat(execution.sendTaskSuccess("nobody", "{}")).isFalse();
        assertThat(execution.sendTaskFailure("nobody", "E", "c")).isFalse();
        assertThat(execution.sendTaskHeartbeat("nobody")).isFalse();
    }

    @Test
    void anAnswerThatIsNotJsonLeavesTheTaskWaiting() {
        Execution execution = world.start(CALLBACK, "{}");
        String token = String.valueOf(task(0).request().taskToken());

        assertThatIllegalArgumentException().isThrownBy(() -> execution.sendTaskSuccess(token, "{"));
        assertThat(execution.sendTaskSuccess(token, "2")).isTrue();
        assertThat(execution.output()).hasValue("2");
    }

    @Test
    void aHeartbeatPutsOffTheTimeout() {
        Execution execution = world.start(CALLBACK, "{}");
        String token = String.valueOf(task(0).request().taskToken());

        for (int i = 0; i < 5; i++) {
            world.timers.advance(Duration.ofSeconds(9));
            assertThat(execution.sendTaskHeartbeat(token)).isTrue();
        }
        assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);

        world.timers.advance(Duration.ofSeconds(10));
        assertThat(execution.error()).hasValue("States.Timeout");
        assertThat(execution.sendTaskHeartbeat(token)).isFalse();
    }

    @Test
    void stoppingEndsTheExecutionAtOnceAndForGood() {
        Execution execution = world.start(TASK, "{}");

        execution.stop("Enough", "of it");
        task(0).callback().succeeded(JsonNodeFactory.instance.objectNode());
        execution.stop("Again", "no");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(execution.error()).hasValue("Enough");
        assertThat(World.types(execution)).endsWith("TaskStarted", "ExecutionAborted");
        assertThat(world.timers.advanceToNextAlarm()).isFalse();
    }

    @Test
    void aStopWithoutAReasonWritesNone() {
        Execution execution = world.start(TASK, "{}");

        execution.stop(null, null);

        HistoryEvent last = execution.history().get(execution.history().size() - 1);
        assertThat(String.valueOf(last.details())).isEqualTo("{}");
        assertThat(last.previousEventId()).isZero();
    }

    @Test
    void anExecutionOfADeletedMachineEndsBeforeItsNextState() {
        Execution execution = world.start(
                machine("'Ask': {'Type': 'Task', 'Resource': 'arn:aws:states:::lambda:invoke', 'Next': 'Rest'},"
                        + " 'Rest': {'Type': 'Succeed'}"),
                "{}");

        execution.stopAtNextTransition();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
        task(0).callback().succeeded(JsonNodeFactory.instance.objectNode());

        assertThat(execution.status()).isEqualTo(ExecutionStatus.ABORTED);
        assertThat(World.types(execution)).endsWith("TaskStateExited", "ExecutionAborted");
    }

    @Test
    void theRunnerHearsThatATaskIsNotWaitedForAnyMoreWhenItsExecutionIsStopped() {
        List<String> aborted = new ArrayList<>();
        Execution execution = world.start(TASK, "{}");
        task(0).callback().whenAborted(() -> aborted.add("task"));

        execution.stop(null, null);
        task(0).callback().whenAborted(() -> aborted.add("late"));

        assertThat(aborted).containsExactly("task", "late");
    }

    @Test
    void theRunnerHearsThatATaskIsNotWaitedForAnyMoreWhenAnotherBranchFails() {
        List<String> aborted = new ArrayList<>();
        String branch = "{'StartAt': 'T', 'States': {'T': {'Type': 'Task', 'End': true,"
                + " 'Resource': 'arn:aws:states:::lambda:invoke'}}}";
        world.start(
                machine("'Ask': {'Type': 'Parallel', 'End': true, 'Branches': [" + branch + ","
                        + branch.replace("'T'", "'U'") + "]}"),
                "{}");
        task(0).callback().whenAborted(() -> aborted.add("first"));
        task(1).callback().whenAborted(() -> aborted.add("second"));

        task(1).callback().failed("E", null);

        assertThat(aborted).containsExactly("first");
    }

    @Test
    void aTaskThatAnsweredOrTookTooLongIsNotAborted() {
        List<String> aborted = new ArrayList<>();
        world.start(TASK, "{}");
        task(0).callback().whenAborted(() -> aborted.add("late"));
        world.timers.advance(Duration.ofSeconds(10));
        world.start(TASK, "{}");
        task(1).callback().whenAborted(() -> aborted.add("answered"));
        task(1).callback().succeeded(JsonNodeFactory.instance.objectNode());

        assertThat(aborted).isEmpty();
    }

    @Test
    void anIterationThatFailsAbortsTheOthersAndEachIsTold() {
        Execution execution = world.start(
                machine("'Ask': {'Type': 'Map', 'Items': [1, 2, 3], 'End': true, 'ItemProcessor': {'StartAt': 'T',"
                        + " 'States': {'T': {'Type': 'Task', 'End': true, 'Resource':"
                        + " 'arn:aws:states:::lambda:invoke'}}}}"),
                "{}");

        task(1).callback().failed("E", null);

        List<HistoryEvent> events = execution.history();
        assertThat(World.types(execution))
                .endsWith(
                        "TaskFailed",
                        "MapIterationFailed",
                        "TaskStateAborted",
                        "MapIterationAborted",
                        "TaskStateAborted",
                        "MapIterationAborted",
                        "TaskStateAborted",
                        "MapStateFailed",
                        "ExecutionFailed");
        int failed = events.size() - 8;
        assertThat(events.subList(failed, events.size() - 1))
                .extracting(HistoryEvent::previousEventId)
                .containsOnly((long) failed);
    }

    @Test
    void iterationsThatRanWhenAnItemsInputCouldNotBeMadeAreGivenUp() {
        Execution execution = world.start(
                machine("'Ask': {'Type': 'Map', 'Items': [{'a': 1}, {}], 'End': true,"
                        + " 'ItemSelector': {'a': '{% $states.context.Map.Item.Value.a %}'},"
                        + " 'ItemProcessor': {'StartAt': 'T', 'States': {'T': {'Type': 'Task', 'End': true,"
                        + " 'Resource': 'arn:aws:states:::lambda:invoke'}}}}"),
                "{}");
        task(0).callback().succeeded(JsonNodeFactory.instance.numberNode(1));

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).hasValue("States.QueryEvaluationError");
    }

    @Test
    void whateverAMoveThrowsTheExecutionEnds() {
        for (Error error : List.of(new StackOverflowError(), new OutOfMemoryError("too much"))) {
            Engine engine = new Engine(
                    Runnable::run,
                    world.timers,
                    (request, callback) -> callback.succeeded(request.input()),
                    () -> {
                        throw error;
                    },
                    () -> "id");
            Execution execution = engine.start(
                    machine("'Ask': {'Type': 'Pass', 'Output': '{% $random() %}', 'End': true}"), Recorded.request());

            assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(execution.error()).isPresent();
        }
    }

    @Test
    void aRunnerThatThrowsAnErrorFailsTheTask() {
        Execution execution = world.start(TASK, "{}", (request, callback) -> {
            throw new StackOverflowError();
        });

        assertThat(execution.error()).hasValue("States.Runtime");
    }

    @Test
    void whoeverWaitsForTheEndIsToldOnce() {
        List<String> told = new ArrayList<>();
        Execution execution = world.start(TASK, "{}");
        execution.whenEnded(() -> told.add("before"));

        execution.stop(null, null);
        execution.stop(null, null);
        execution.whenEnded(() -> told.add("after"));

        assertThat(told).containsExactly("before", "after");
    }

    @Test
    void aRunnerThatThrowsFailsTheTaskAndNotTheEngine() {
        Execution execution = world.start(TASK, "{}", (request, callback) -> {
            throw new IllegalStateException("no connection");
        });

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.cause().orElseThrow()).contains("no connection");
    }

    @Test
    void aLoopEndsAtTheMostEventsAHistoryHolds() {
        Execution execution = world.start(
                machine("'Ask': {'Type': 'Choice', 'Choices': [{'Condition': true, 'Next': 'Ask'}], 'Default': 'Done'},"
                        + " 'Done': {'Type': 'Succeed'}"),
                "{}");

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).hasValue("States.Runtime");
        assertThat(execution.history()).hasSize(25_000);
    }

    @Test
    void aResultOfMoreThan256KibFailsTheTask() {
        Execution execution = world.start(TASK, "{}");

        task(0).callback().succeeded(JsonNodeFactory.instance.stringNode("x".repeat(256 * 1024)));

        assertThat(execution.error()).hasValue("States.DataLimitExceeded");
        assertThat(World.types(execution)).endsWith("TaskFailed", "ExecutionFailed");
    }

    @Test
    void anOutputOfMoreThan256KibFailsTheExecution() {
        Execution execution = world.start(
                machine("'Ask': {'Type': 'Pass', 'Output': '{% $string([1..60000]) %}', 'End': true}"), "{}");

        assertThat(execution.error()).hasValue("States.DataLimitExceeded");
    }

    @Test
    void theInputMustBeJson() {
        assertThatIllegalArgumentException().isThrownBy(() -> world.start(TASK, "{"));
    }

    @Test
    void everyEventNamesTheOneItFollowsFrom() {
        Execution execution = world.start(TASK, "{\"a\": 1}");
        task(0).callback().succeeded(JsonNodeFactory.instance.numberNode(1));

        assertThat(execution.history()).extracting(HistoryEvent::id).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(execution.history())
                .extracting(HistoryEvent::previousEventId)
                .containsExactly(0L, 0L, 2L, 3L, 4L, 5L, 6L);
        HistoryEvent scheduled = execution.history().get(2);
        assertThat(scheduled.detailsName()).isEqualTo("taskScheduledEventDetails");
        assertThat(String.valueOf(scheduled.details()))
                .isEqualTo("{\"resourceType\":\"lambda\",\"resource\":\"invoke\",\"region\":\"us-east-1\","
                        + "\"parameters\":\"{\\\"a\\\":1}\",\"timeoutInSeconds\":10}");
    }
}
