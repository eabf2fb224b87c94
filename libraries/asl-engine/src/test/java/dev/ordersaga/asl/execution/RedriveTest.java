package dev.ordersaga.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Recorded.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class RedriveTest {

    private static final String TASK =
            "{'StartAt': 'Pour', 'States': {'Pour': {'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::lambda:invoke'}}}";

    private final List<String> ends = new ArrayList<>();

    @Test
    void aRedrivenExecutionRunsAndEndsLikeAnyOther() {
        Recorded run = run(TASK);
        run.task(0).failed("Spilt", "hot");
        assertThat(run.execution.stopDate()).isPresent();
        run.timers.advance(Duration.ofHours(1));

        assertThat(run.execution.redrive()).isCompletedWithValue(true);

        assertThat(run.execution.status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(run.execution.stopDate()).isEmpty();
        assertThat(run.execution.error()).isEmpty();
        assertThat(run.execution.redriveCount()).isEqualTo(1);
        assertThat(run.execution.redriveDate()).hasValue(World.MIDNIGHT.plusSeconds(3600));
        run.execution.whenEnded(() -> ends.add("ended"));
        assertThat(ends).isEmpty();
        run.task(1).succeeded(Recorded.json("1"));
        assertThat(ends).containsExactly("ended");
        assertThat(run.execution.output()).hasValue("1");
    }

    @Test
    void neitherOneThatRunsNorOneThatHasSucceededIsRedriven() {
        Recorded run = run(TASK);

        assertThat(run.execution.redrive()).isCompletedWithValue(false);
        run.task(0).succeeded(Recorded.json("1"));
        assertThat(run.execution.redrive()).isCompletedWithValue(false);

        assertThat(run.execution.redriveCount()).isZero();
        assertThat(run.execution.output()).hasValue("1");
    }

    @Test
    void aPackedExecutionIsRedrivenAndPackedAgain() {
        Recorded run = run(TASK);
        run.task(0).failed("Spilt", "hot");
        List<HistoryEvent> before = List.copyOf(run.execution.history());
        int first = run.execution.pack();

        run.execution.redrive();
        assertThat(run.execution.pack()).isZero();
        run.task(1).failed("SpiltAgain", "hotter");

        List<HistoryEvent> after = List.copyOf(run.execution.history());
        assertThat(after.subList(0, before.size())).isEqualTo(before);
        assertThat(after).extracting(HistoryEvent::id).isEqualTo(ids(after.size()));
        assertThat(run.execution.pack()).isGreaterThan(first);
        assertThat(run.execution.history()).isEqualTo(after);
        assertThat(run.execution.error()).hasValue("SpiltAgain");
        run.execution.redrive();
        run.task(2).succeeded(Recorded.json("1"));
        assertThat(run.execution.output()).hasValue("1");
        assertThat(run.execution.redriveCount()).isEqualTo(2);
    }

    @Test
    void theMovesOfARedrivenExecutionGiveItAgain() {
        Recorded run = run(TASK);
        run.task(0).failed("Spilt", "hot");
        run.execution.redrive();
        run.execution.stop("Enough", null);
        run.execution.redrive();
        for (int made = 1; made <= run.moves.size(); made++) {
            List<World.Handed> tasks = new ArrayList<>();
            Execution again = new Engine(
                            Runnable::run,
                            new VirtualTimers(World.MIDNIGHT),
                            (request, callback) -> tasks.add(new World.Handed(request, callback)),
                            () -> 0.5,
                            () -> "id")
                    .resume(run.machine, run.moves.subList(0, made));

            assertThat(again.history())
                    .isEqualTo(
                            run.execution.history().subList(0, again.history().size()));
            assertThat(tasks).hasSize(again.status() == ExecutionStatus.RUNNING ? 1 : 0);
        }
    }

    @Test
    void anExecutionThatWasStoppedGoesOnWhereItWaited() {
        Recorded run = run("{'StartAt': 'Each', 'States': {'Each': {'Type': 'Map', 'ItemsPath': '$.items', 'End': true,"
                + " 'ItemProcessor': {'StartAt': 'Both', 'States': {'Both': {'Type': 'Parallel', 'End': true, 'Branches': ["
                + " {'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,"
                + "   'Resource': 'arn:aws:states:::lambda:invoke'}}},"
                + " {'StartAt': 'Rest', 'States': {'Rest': {'Type': 'Wait', 'Seconds': 5, 'End': true}}}]}}}}}}");
        run.timers.advance(Duration.ofSeconds(5));
        run.task(0).succeeded(JsonNodeFactory.instance.numberNode(10));
        run.execution.stop(null, null);

        run.execution.redrive();

        assertThat(run.tasks).hasSize(5);
        run.task(3).succeeded(JsonNodeFactory.instance.numberNode(20));
        run.task(4).succeeded(JsonNodeFactory.instance.numberNode(30));
        assertThat(run.execution.output()).hasValue("[[10,1],[20,2],[30,3]]");
    }

    @Test
    void aStateWhoseBranchesAllSucceededIsDoneAgainAsAWhole() {
        Recorded run = run("{'StartAt': 'Both', 'States': {'Both': {'Type': 'Parallel', 'End': true,"
                + " 'ResultSelector': {'none.$': '$[0].missing'}, 'Branches': ["
                + " {'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,"
                + "   'Resource': 'arn:aws:states:::lambda:invoke'}}}]}}}");
        run.task(0).succeeded(Recorded.json("{}"));
        assertThat(run.execution.status()).isEqualTo(ExecutionStatus.FAILED);

        run.execution.redrive();
        run.task(1).succeeded(Recorded.json("{\"missing\": 1}"));

        assertThat(run.execution.output()).hasValue("{\"none\":1}");
    }

    @Test
    void aWaitForATimeThatHasPassedIsOver() {
        Recorded run = run("{'StartAt': 'Rest', 'States': {'Rest': {'Type': 'Wait', 'End': true,"
                + " 'Timestamp': '2030-01-01T00:10:00Z'}}}");
        run.execution.stop(null, null);
        run.timers.advance(Duration.ofHours(1));

        run.execution.redrive();
        run.timers.runUntilIdle();

        assertThat(run.execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(run.execution.stopDate()).hasValue(World.MIDNIGHT.plusSeconds(3600));
    }

    @Test
    void aMapRunIsRedrivenAThousandTimes() {
        String definition = "{'StartAt': 'Each', 'States': {'Each': {'Type': 'Map', 'End': true, 'ItemProcessor': {"
                + " 'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'Spill',"
                + " 'States': {'Spill': {'Type': 'Fail', 'Error': 'Spilt'}}}}}}";
        Execution execution = new World().start(StateMachine.parse(definition.replace('\'', '"')), "[1]");
        for (int i = 0; i < 1_000; i++) {
            assertThat(execution.error()).hasValue("States.ExceedToleratedFailureThreshold");
            assertThat(execution.redrive()).isCompletedWithValue(true);
        }
        assertThat(execution.error()).hasValue("States.ExceedToleratedFailureThreshold");

        assertThat(execution.redrive()).isCompletedWithValue(true);

        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(execution.error()).hasValue("States.Runtime");
        assertThat(execution.cause().orElseThrow()).contains("1000 times");
        assertThat(World.types(execution)).endsWith("ExecutionRedriven", "MapStateFailed", "ExecutionFailed");
    }

    private static Recorded run(String definition) {
        return new Recorded(new Scenario("redriven", definition, (run, execution) -> {}));
    }

    private static List<Long> ids(int count) {
        return java.util.stream.LongStream.rangeClosed(1, count).boxed().toList();
    }
}
