package dev.ordersaga.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.execution.AttemptTransitions.Transition;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptTransitionsTest {

    private static final Set<Transition> ROWS = Set.copyOf(AttemptTransitions.rows());

    /** All pairs of a state and a cause. */
    static Stream<Arguments> pairs() {
        return Arrays.stream(AttemptState.values())
                .flatMap(state -> Arrays.stream(AttemptCause.values()).map(cause -> Arguments.of(state, cause)));
    }

    @Test
    void everyTransitionOfTheTableIsSeenInSomeExecution() {
        Set<Transition> seen = Scenarios.all().stream()
                .flatMap(scenario -> new Recorded(scenario).transitions.stream())
                .collect(Collectors.toSet());

        assertThat(seen).containsExactlyInAnyOrderElementsOf(ROWS);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void anAttemptDoesWhatTheTableSaysAndIgnoresWhatItDoesNotName(AttemptState state, AttemptCause cause) {
        List<AttemptState> ways = ROWS.stream()
                .filter(row -> row.from() == state && row.cause() == cause)
                .map(Transition::to)
                .toList();

        assertThat(AttemptTransitions.next(state, cause)).isEqualTo(ways.isEmpty() ? null : ways.get(0));
    }

    @Test
    void anAttemptThatHasEndedStaysAsItEnded() {
        assertThat(ROWS).extracting(Transition::from).allMatch(AttemptState::isOpen);
    }

    @Test
    void everyWayOutOfAnOpenAttemptCanBeTakenByAbortAndByTime() {
        for (AttemptState open : AttemptState.values()) {
            if (open.isOpen()) {
                assertThat(AttemptTransitions.next(open, AttemptCause.ABORT)).isEqualTo(AttemptState.ABORTED);
                assertThat(AttemptTransitions.next(open, AttemptCause.TIMEOUT)).isEqualTo(AttemptState.TIMED_OUT);
            }
        }
    }

    @Test
    void aTokenThatWasAcceptedIsNotOvertakenByTheTimeout() {
        World world = new World();
        List<Runnable> queued = new java.util.ArrayList<>();
        Engine engine = new Engine(
                queued::add,
                world.timers,
                (request, callback) -> world.tasks.add(new World.Handed(request, callback)),
                () -> 0.5,
                () -> "token");
        Execution execution = engine.start(
                dev.ordersaga.asl.StateMachine.parse(
                        "{\"StartAt\": \"Ask\", \"States\": {\"Ask\": {\"Type\": \"Task\", \"End\": true,"
                                + " \"Resource\": \"arn:aws:states:::sqs:sendMessage.waitForTaskToken\","
                                + " \"TimeoutSeconds\": 5}}}"),
                Recorded.request());
        queued.remove(0).run();

        world.timers.advance(Duration.ofSeconds(5));
        assertThat(execution.sendTaskSuccess("token", "1")).isTrue();
        while (!queued.isEmpty()) {
            queued.remove(0).run();
        }

        assertThat(execution.output()).hasValue("1");
    }
}
