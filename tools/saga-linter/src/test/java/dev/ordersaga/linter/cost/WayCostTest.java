package dev.ordersaga.linter.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.asl.StateMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each way costs as far as a definition alone tells. */
class WayCostTest {

    private static final String TRIP = """
            {"StartAt":"BookFlight","States":{
              "BookFlight":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":10,"Next":"Rest",
                "Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"BackoffRate":2,"MaxAttempts":2}],
                "Catch":[{"ErrorEquals":["States.ALL"],"Next":"CancelFlight"}]},
              "Rest":{"Type":"Wait","Seconds":30,"Next":"Tell"},
              "Tell":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":5,"End":true},
              "CancelFlight":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","TimeoutSeconds":10,"End":true}}}
            """;

    @Test
    void theWayOfSuccessCostsItsStatesAndTheStart() {
        WayCost success = ways(TRIP).get(0);

        assertThat(success.name()).isEqualTo("success");
        assertThat(success.states()).containsExactly("BookFlight", "Rest", "Tell");
        assertThat(success.transitions()).isEqualTo(4);
        assertThat(success.dollarsAMillion()).isEqualTo(100);
        // Three attempts of 10 s with pauses of 1 and 2 s, 30 s of rest, 5 s to tell.
        assertThat(success.worstSeconds()).isEqualTo(33 + 30 + 5);
        assertThat(success.orMore()).isFalse();
    }

    @Test
    void aStepThatFailsForGoodCostsItsRetriesAndTheWayBack() {
        assertThat(ways(TRIP)).hasSize(2).last().satisfies(way -> {
            assertThat(way.name()).isEqualTo("BookFlight fails for good");
            assertThat(way.states()).containsExactly("BookFlight", "CancelFlight");
            assertThat(way.transitions()).isEqualTo(1 + 3 + 1);
            assertThat(way.dollarsAMillion()).isEqualTo(125);
            assertThat(way.worstSeconds()).isEqualTo(33 + 10);
        });
    }

    @Test
    void aWaitThatAnExpressionDecidesIsNotCountedAndSaidSo() {
        WayCost success =
                ways(TRIP.replace("\"Seconds\":30", "\"SecondsPath\":\"$.s\"")).get(0);

        assertThat(success.orMore()).isTrue();
        assertThat(success.worstSeconds()).isEqualTo(33 + 5);
    }

    @Test
    void whatGoesInCirclesHasNoWays() {
        String circle =
                "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"},\"B\":{\"Type\":\"Pass\",\"Next\":\"A\"}}}";

        assertThatThrownBy(() -> ways(circle)).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<WayCost> ways(String definition) {
        return WayCost.of(StateMachine.readTemplate(definition).graph().orElseThrow());
    }
}
