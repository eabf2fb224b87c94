package dev.ordersaga.saga.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.analysis.Outline;
import dev.ordersaga.asl.StateMachine;
import dev.ordersaga.asl.execution.Engine;
import dev.ordersaga.asl.execution.Execution;
import dev.ordersaga.asl.execution.ExecutionRequest;
import dev.ordersaga.asl.execution.VirtualTimers;
import dev.ordersaga.definition.RefundSaga;
import dev.ordersaga.saga.services.Participants;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CoveragePageTest {

    private static final String TEA = """
            { "QueryLanguage": "JSONata", "StartAt": "IsTea", "States": {
                "IsTea": { "Type": "Choice", "Choices": [ { "Condition": "{% $states.input.tea %}", "Next": "Pour" } ], "Default": "Cool" },
                "Pour": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
                  "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Cool" } ] },
                "Cool": { "Type": "Wait", "Seconds": 1, "End": true } } }""";

    @Test
    void whatWasVisitedHasItsNumberAndWhatWasNotSaysSo() {
        Coverage coverage = new Coverage(StateMachine.parse(TEA));
        coverage.visit(Plan.HAPPY, run().history());

        String page = new CoveragePage().add("TEA", TEA, coverage).html();

        assertThat(page)
                .contains("<h2>the tea saga</h2>", "visited 2 of 3 states")
                .containsPattern("id=\"saga-0-state-1\" class=\"state [a-z -]*is-taken\"")
                .containsPattern("id=\"saga-0-state-2\" class=\"state [a-z -]*is-missed\"")
                .containsPattern("id=\"saga-0-edge-0\" class=\"edge choice is-taken\"")
                .containsPattern("id=\"saga-0-edge-1\" class=\"edge choice is-missed\"")
                .contains("<td>Pour Catch[0] -&gt; Cool, never</td><td>0</td>");
    }

    @Test
    void everyEdgeOfAShippedSagaIsCounted() {
        String definition = RefundSaga.definition(Participants.PLACES);
        Coverage coverage = new Coverage(StateMachine.parse(definition));
        Outline outline = Outline.of(definition);

        String page = new CoveragePage().add("REFUND", definition, coverage).html();

        assertThat(page.lines().filter(line -> line.startsWith("<g id=\"saga-0-")))
                .hasSize(outline.states().size() + outline.edges().size())
                .allMatch(line -> line.contains("is-missed"));
    }

    private static Execution run() {
        Engine engine = new Engine(
                Runnable::run,
                new VirtualTimers(Instant.EPOCH),
                (request, callback) -> callback.succeeded(Participants.JSON.nullNode()),
                () -> 0.5,
                () -> "id");
        return engine.start(
                StateMachine.parse(TEA), new ExecutionRequest("arn:x", "run", "arn:y", "tea", null, "{\"tea\":true}"));
    }
}
