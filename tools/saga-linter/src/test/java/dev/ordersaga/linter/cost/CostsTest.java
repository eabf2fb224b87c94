package dev.ordersaga.linter.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.asl.DefinitionGraph;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.linter.graph.Durations;
import dev.ordersaga.linter.sam.DeployedFunction;
import dev.ordersaga.linter.sam.DeployedMachine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CostsTest {

    private static final String SAGA = """
            {"StartAt": "Pay", "States": {
              "Pay": {"Type": "Task", "Resource": "${Pay}", "TimeoutSeconds": 10, "Next": "Sure",
                "Retry": [{"ErrorEquals": ["a.b.Declined"], "MaxAttempts": 0},
                          {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 2}],
                "Catch": [{"ErrorEquals": ["a.b.Declined"], "Next": "Over"}, {"ErrorEquals": ["States.ALL"], "Next": "Refund"}]},
              "Refund": {"Type": "Task", "Resource": "${Pay}", "TimeoutSeconds": 10, "Next": "Over"},
              "Sure": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "Refund"}], "Default": "Over"},
              "Over": {"Type": "Succeed"}}}
            """;
    private static final String UNITS = """
            {"Pay": {"write": 6, "read": 1}, "Pay:Declined": {"write": 2, "read": 3}, "Refund": {"write": 4, "read": 0.5}}""";

    @Test
    void whatAFunctionSaysItSaysInItsOwnTime() {
        DefinitionGraph definition = StateMachine.readTemplate(SAGA.replace(
                        "{\"ErrorEquals\": [\"States.ALL\"], \"IntervalSeconds\"",
                        "{\"ErrorEquals\": [\"Lambda.TooManyRequestsException\"], \"BackoffRate\": 1, \"MaxAttempts\": 5},"
                                + " {\"ErrorEquals\": [\"States.ALL\"], \"IntervalSeconds\""))
                .graph()
                .orElseThrow();

        // As without it 33 seconds, and five attempts of 9 seconds, each after a second.
        assertThat(new Durations(Map.of("Pay", 9L))
                        .worst(definition.machine().state("Pay").orElseThrow()))
                .isEqualTo(33 + 5 * (9 + 1));
    }

    @Test
    void aWayIsCountedStateByState() {
        // Pay, Sure, Over and the start; one call of 30 ms at 2 GB.
        PathCost calm = cost(Map.of());
        assertThat(calm).isEqualTo(new PathCost(4, 1, 0.06, 6, 1, 0, 3 * 10 + 1 + 2, false));
        assertThat(calm.stepFunctions()).isEqualTo(100);
        assertThat(calm.rest(Assumptions.usual())).isEqualTo(0.20 + 13.33 * 0.06 + 0.625 * 6 + 0.125 + 0.50 * 1.6 + 1);

        // Three attempts that may each have done the work, the refund, Over and the start.
        assertThat(cost(Map.of("Pay", List.of("States.ALL"))))
                .isEqualTo(new PathCost(6, 4, 0.24, 22, 3.5, 0, 33 + 10, false));
        // A refusal is not tried again, and has units of its own.
        assertThat(cost(Map.of("Pay", List.of("Declined")))).isEqualTo(new PathCost(3, 1, 0.06, 2, 3, 0, 33, false));
        assertThat(cost(Map.of("Sure", List.of("Refund")))).isEqualTo(new PathCost(5, 2, 0.12, 10, 1.5, 0, 43, false));
    }

    @Test
    void aTimeoutThatAnExpressionDecidesMakesTheWorstCaseOrMore() {
        DefinitionGraph definition = StateMachine.readTemplate("""
                        {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
                          "Resource": "arn:aws:states:::sqs:sendMessage", "TimeoutSeconds": "{% $states.input.seconds %}"}}}
                        """).graph().orElseThrow();

        assertThat(PathCost.of(
                                Walk.through(definition, new PathSpec("way", "saga", Map.of())),
                                DeployedMachine.unknown(),
                                new Units(Map.of()),
                                Assumptions.usual())
                        .orMore())
                .isTrue();
    }

    @Test
    void aWayThatIsNoneIsToldApart() {
        assertThatThrownBy(() -> cost(Map.of("Refund", List.of("States.ALL"))))
                .hasMessage("the way 'way' through saga: Refund is never entered for its States.ALL");
        assertThatThrownBy(() -> cost(Map.of("Sure", List.of("Pay"))))
                .hasMessage("the way 'way' through saga: Sure has no way for Pay");
        assertThatThrownBy(() -> new Units(Map.of()).of("pay", "success"))
                .hasMessage("nobody measured what pay writes: see write-units.json");
    }

    private static PathCost cost(Map<String, List<String>> outcomes) {
        DefinitionGraph definition = StateMachine.readTemplate(SAGA).graph().orElseThrow();
        DeployedMachine deployed =
                new DeployedMachine(false, Map.of(), Map.of("Pay", new DeployedFunction("Pay", 9, 2048)));
        return PathCost.of(
                Walk.through(definition, new PathSpec("way", "saga", outcomes)),
                deployed,
                Units.read(JsonMapper.shared().readTree(UNITS)),
                Assumptions.usual());
    }
}
