package dev.ordersaga.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Recorded.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayTest {

    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream();
    }

    private static Engine elsewhere(VirtualTimers timers, List<World.Handed> tasks) {
        return new Engine(
                Runnable::run,
                timers,
                (request, callback) -> tasks.add(new World.Handed(request, callback)),
                () -> 0.99,
                () -> "another");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theSameMovesGiveTheSameExecutionAndTheSameHistory(Scenario scenario) {
        Recorded recorded = new Recorded(scenario);

        Execution again = elsewhere(new VirtualTimers(World.MIDNIGHT.plusSeconds(86_400)), new ArrayList<>())
                .resume(recorded.machine, recorded.moves);

        assertSame(again, recorded.execution);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void anExecutionThatIsResumedAtAnyMoveGoesOnAsItWouldHave(Scenario scenario) {
        Recorded recorded = new Recorded(scenario);
        for (int made = 1; made <= recorded.moves.size(); made++) {
            List<Move> rest = recorded.moves.subList(made, recorded.moves.size());
            Execution resumed = elsewhere(new VirtualTimers(World.MIDNIGHT), new ArrayList<>())
                    .resume(recorded.machine, recorded.moves.subList(0, made));

            assertThat(resumed.history())
                    .isEqualTo(recorded.execution
                            .history()
                            .subList(0, resumed.history().size()));
            assertThat(resumed.status() == ExecutionStatus.RUNNING)
                    .isEqualTo(!rest.isEmpty() || recorded.execution.status() == ExecutionStatus.RUNNING);
        }
    }

    @Test
    void aResumedExecutionWaitsForItsAlarmsAndAsksAgainForWhatWasNotAnswered() {
        Scenario scenario = new Scenario(
                "half way",
                "{'StartAt': 'Rest', 'States': {'Rest': {'Type': 'Wait', 'Seconds': 60, 'Next': 'Ask'},"
                        + " 'Ask': {'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::lambda:invoke.waitForTaskToken',"
                        + " 'TimeoutSeconds': 60}}}",
                (run, execution) -> {});
        Recorded recorded = new Recorded(scenario);
        VirtualTimers timers = new VirtualTimers(World.MIDNIGHT);
        List<World.Handed> tasks = new ArrayList<>();
        elsewhere(timers, tasks).resume(recorded.machine, recorded.moves);

        timers.advance(Duration.ofSeconds(60));
        assertThat(tasks).hasSize(1);

        recorded.timers.advance(Duration.ofSeconds(60));
        VirtualTimers third = new VirtualTimers(timers.now());
        List<World.Handed> handedAgain = new ArrayList<>();
        Execution resumed = elsewhere(third, handedAgain).resume(recorded.machine, recorded.moves);

        assertThat(handedAgain)
                .extracting(World.Handed::request)
                .containsExactly(recorded.tasks.get(0).request());
        assertThat(resumed.sendTaskSuccess(recorded.token(0), "1")).isTrue();
        assertThat(resumed.output()).hasValue("1");
        assertThat(third.advanceToNextAlarm()).isFalse();
    }

    @Test
    void aTaskWhoseRequestWasTakenIsNotAskedAgainAndWaitsForItsToken() {
        Scenario scenario = new Scenario(
                "taken",
                "{'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,"
                        + " 'Resource': 'arn:aws:states:::lambda:invoke.waitForTaskToken'}}}",
                (run, execution) -> run.task(0).succeeded(Recorded.json("1")));
        Recorded recorded = new Recorded(scenario);
        List<World.Handed> tasks = new ArrayList<>();
        Execution resumed =
                elsewhere(new VirtualTimers(World.MIDNIGHT), tasks).resume(recorded.machine, recorded.moves);

        assertThat(tasks).isEmpty();
        assertThat(resumed.sendTaskSuccess(recorded.token(0), "2")).isTrue();
        assertThat(resumed.output()).hasValue("2");
    }

    @Test
    void aTaskIsOfferedAgainWhereTheWorkerWhoTookItMayNotHaveBeenTold() {
        Scenario scenario = new Scenario(
                "taken just before the end",
                "{'StartAt': 'Ask', 'States': {'Ask': {'Type': 'Task', 'End': true,"
                        + " 'Resource': 'arn:aws:states:us-east-1:000000000000:activity:stir'}}}",
                (run, execution) -> run.task(0).succeeded(Recorded.json("\"Ann\"")));
        Recorded recorded = new Recorded(scenario);
        Instant taken = recorded.timers.now();
        List<World.Handed> told = new ArrayList<>();
        List<World.Handed> untold = new ArrayList<>();

        elsewhere(new VirtualTimers(World.MIDNIGHT), told)
                .resume(recorded.machine, recorded.moves, taken.plusSeconds(1));
        Execution resumed =
                elsewhere(new VirtualTimers(World.MIDNIGHT), untold).resume(recorded.machine, recorded.moves, taken);

        assertThat(told).isEmpty();
        assertThat(untold).hasSize(1);
        untold.get(0).callback().succeeded(Recorded.json("\"Ben\""));
        assertThat(World.types(resumed)).containsOnlyOnce("ActivityStarted");
        assertThat(resumed.sendTaskSuccess(recorded.token(0), "2")).isTrue();
        assertThat(resumed.output()).hasValue("2");
    }

    @Test
    void whoeverAsksHearsWhenAllThatCameInHasBeenWrittenDown() {
        Recorded recorded = new Recorded(Scenarios.all().get(0));

        assertThat(recorded.execution.written().toCompletableFuture()).isCompletedWithValue(true);
    }

    @Test
    void nothingIsSeenOfAMoveBeforeItIsWrittenDown() {
        List<Runnable> unwritten = new ArrayList<>();
        List<World.Handed> tasks = new ArrayList<>();
        Engine engine = new Engine(
                Runnable::run,
                new VirtualTimers(World.MIDNIGHT),
                (request, callback) -> tasks.add(new World.Handed(request, callback)),
                () -> 0.5,
                () -> "id",
                (arn, move, effects) -> unwritten.add(effects));
        Execution execution = engine.start(
                dev.ordersaga.asl.StateMachine.parse(
                        "{\"StartAt\": \"Ask\", \"States\": {\"Ask\": {\"Type\": \"Task\", \"End\": true,"
                                + " \"Resource\": \"arn:aws:states:::lambda:invoke\"}}}"),
                Recorded.request());
        List<String> ended = new ArrayList<>();
        execution.whenEnded(() -> ended.add("ended"));

        assertThat(tasks).isEmpty();
        assertThat(execution.history()).isEmpty();
        unwritten.remove(0).run();
        assertThat(World.types(execution)).endsWith("TaskStarted");

        tasks.get(0).callback().succeeded(Recorded.json("1"));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(execution.history()).hasSize(4);
        assertThat(ended).isEmpty();
        unwritten.remove(0).run();
        assertThat(execution.output()).hasValue("1");
        assertThat(ended).containsExactly("ended");
    }

    @Test
    void theFirstMoveMustBeTheStart() {
        Recorded recorded = new Recorded(Scenarios.all().get(0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> elsewhere(recorded.timers, new ArrayList<>()).resume(recorded.machine, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> elsewhere(recorded.timers, new ArrayList<>())
                        .resume(recorded.machine, recorded.moves.subList(1, recorded.moves.size())));
    }

    private static void assertSame(Execution again, Execution first) {
        assertThat(again.history()).isEqualTo(first.history());
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.startDate()).isEqualTo(first.startDate());
        assertThat(again.stopDate()).isEqualTo(first.stopDate());
        assertThat(again.output()).isEqualTo(first.output());
        assertThat(again.error()).isEqualTo(first.error());
        assertThat(again.cause()).isEqualTo(first.cause());
    }

    private static final String TWO_TASKS =
            "{'StartAt': 'A', 'States': {'A': {'Type': 'Task', 'Next': 'B', 'Resource': 'arn:aws:states:::lambda:invoke'},"
                    + " 'B': {'Type': 'Task', 'End': true, 'Resource': 'arn:aws:states:::lambda:invoke'}}}";

    @Test
    void aCheckThatCameLaterDoesNotFailATaskThatWasScheduledBefore() {
        Recorded recorded = new Recorded(new Scenario(
                "before there was a check",
                TWO_TASKS,
                (run, execution) -> run.task(0).succeeded(Recorded.json("1"))));
        List<World.Handed> tasks = new ArrayList<>();

        Execution resumed = elsewhere(new VirtualTimers(World.MIDNIGHT), tasks)
                .checking((resource, arguments) -> List.of("too strict"))
                .resume(recorded.machine, recorded.moves);

        assertThat(resumed.status()).isEqualTo(ExecutionStatus.RUNNING);
        assertThat(resumed.history()).isEqualTo(recorded.execution.history());
        assertThat(tasks).hasSize(1);
        tasks.get(0).callback().succeeded(Recorded.json("2"));
        assertThat(resumed.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void aTaskThatWasRefusedStaysRefusedWhateverTheCheckSaysLater() {
        List<Move> moves = new ArrayList<>();
        Engine strict = new Engine(
                        Runnable::run,
                        new VirtualTimers(World.MIDNIGHT),
                        (request, callback) -> {},
                        MapRunner.NONE,
                        () -> 0.5,
                        () -> "id",
                        (arn, move, effects) -> {
                            moves.add(MoveFormat.read(MoveFormat.write(move)));
                            effects.run();
                        })
                .checking((resource, arguments) -> List.of("first", "second"));
        StateMachine machine = StateMachine.parse(TWO_TASKS.replace('\'', '"'));
        Execution refused = strict.start(machine, Recorded.request());
        List<World.Handed> tasks = new ArrayList<>();

        Execution resumed = elsewhere(new VirtualTimers(World.MIDNIGHT), tasks).resume(machine, moves);

        assertThat(refused.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(refused.cause().orElseThrow()).contains("first, second");
        assertSame(resumed, refused);
        assertThat(tasks).isEmpty();
    }
}
