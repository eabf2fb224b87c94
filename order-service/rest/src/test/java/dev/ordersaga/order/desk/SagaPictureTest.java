package dev.ordersaga.order.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.saga.SagaStatus;
import dev.ordersaga.order.saga.SagaStep;
import dev.ordersaga.order.saga.SagaStep.Outcome;
import dev.ordersaga.order.saga.SagaSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SagaPictureTest {

    private static final Path DEFINITIONS = Path.of("../../saga-definition/src/main/resources");
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"order-saga", "refund-saga"})
    void aDrawingHasEachStateOfItsDefinition(String saga) throws IOException {
        String svg = SagaPicture.read(saga).of(saga());

        assertThat(Pattern.compile("data-state=\"([^\"]*)\"")
                        .matcher(svg)
                        .results()
                        .map(state -> state.group(1)))
                .containsExactlyInAnyOrderElementsOf(JsonMapper.shared()
                        .readTree(Files.readString(DEFINITIONS.resolve(saga + ".asl.json")))
                        .path("States")
                        .propertyNames());
        assertThat(svg).doesNotContain(" style=", "<script", "<style");
        assertThat(SagaPicture.read(saga).style()).contains(".saga-picture");
    }

    @Test
    void aStateIsMarkedByItsLastAttemptAndTheWayThatWasTakenByItsEdges() {
        String svg = SagaPicture.read("order-saga")
                .of(saga(
                        step("CreateOrder", 1, Outcome.SUCCEEDED),
                        step("ProcessPayment", 1, Outcome.FAILED),
                        step("ProcessPayment", 2, Outcome.SUCCEEDED),
                        step("ReserveInventory", 1, Outcome.FAILED),
                        step("RefundPayment", 1, Outcome.RUNNING)));

        assertMarked(svg, "CreateOrder", "lit-done");
        assertMarked(svg, "NeedsReview", "lit-done");
        assertMarked(svg, "ProcessPayment", "lit-done");
        assertMarked(svg, "ReserveInventory", "lit-failed");
        assertMarked(svg, "RefundPayment", "lit-now");
        assertMarked(svg, "ConfirmOrder", "lit-never");
        assertThat(svg.split("lit-taken", -1)).hasSize(1 + 4);
    }

    @Test
    void whatIsOfAnotherDefinitionIsLeftOut() {
        assertThat(SagaPicture.read("refund-saga").of(saga(step("\"><script>", 1, Outcome.SUCCEEDED))))
                .doesNotContain("script", "lit-done");
    }

    private static void assertMarked(String svg, String state, String mark) {
        assertThat(Arrays.stream(svg.split("<g ", -1)).filter(group -> group.contains("data-state=\"" + state + "\"")))
                .singleElement()
                .asString()
                .contains(mark);
    }

    private static SagaSteps saga(SagaStep... steps) {
        return new SagaSteps(SagaStatus.RUNNING, List.of(steps), null);
    }

    private static SagaStep step(String state, int attempt, Outcome outcome) {
        return new SagaStep(state, "a-service", attempt, NOW, outcome == Outcome.RUNNING ? null : NOW, outcome, null);
    }
}
