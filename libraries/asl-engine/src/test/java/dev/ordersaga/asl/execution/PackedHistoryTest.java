package dev.ordersaga.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.execution.Recorded.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PackedHistoryTest {

    private final World world = new World();

    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aPackedExecutionTellsWhatItToldBefore(Scenario scenario) {
        Execution execution = new Recorded(scenario).execution;
        List<HistoryEvent> history = List.copyOf(execution.history());
        String output = execution.output().orElse("none");
        boolean ended = execution.status() != ExecutionStatus.RUNNING;

        int bytes = execution.pack();

        assertThat(bytes > 0).isEqualTo(ended);
        assertThat(execution.pack()).isEqualTo(bytes);
        assertThat(execution.history()).isEqualTo(history);
        assertThat(execution.output().orElse("none")).isEqualTo(output);
    }

    @Test
    void aTextThatManyEventsTellIsKeptOnce() {
        String text = "\"" + "tea".repeat(1000) + "\"";
        Execution execution = world.start(passes(), text);

        assertThat(execution.pack()).isBetween(3000, 4000);
        assertThat(execution.history()).hasSize(6);
    }

    @Test
    void anyTextSurvives() {
        String text = "\"\\ud800 \u00e9 \ud83c\udf75 \\u0000\"";
        Execution execution = world.start(passes(), text);
        List<HistoryEvent> history = List.copyOf(execution.history());

        execution.pack();

        assertThat(execution.history()).isEqualTo(history);
    }

    @Test
    void halfASurrogatePairSurvives() {
        Execution execution = world.start(passes(), "\"" + '\ud800' + "\"");
        List<HistoryEvent> history = List.copyOf(execution.history());

        execution.pack();

        assertThat(execution.history()).isEqualTo(history);
    }

    @Test
    void anExecutionThatRunsStaysAsItIs() {
        Execution execution = world.start(
                dev.ordersaga.asl.StateMachine.parse(
                        "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Wait\", \"Seconds\": 9, \"End\": true}}}"),
                "{}");

        assertThat(execution.pack()).isZero();
        world.timers.runUntilIdle();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private static dev.ordersaga.asl.StateMachine passes() {
        return dev.ordersaga.asl.StateMachine.parse(
                "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"},"
                        + " \"B\": {\"Type\": \"Pass\", \"End\": true}}}");
    }
}
