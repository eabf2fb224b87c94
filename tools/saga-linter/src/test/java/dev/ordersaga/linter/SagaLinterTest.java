package dev.ordersaga.linter;

import static dev.ordersaga.linter.Samples.good;
import static dev.ordersaga.linter.Samples.lint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.ordersaga.analysis.Undos;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class SagaLinterTest {

    private static final List<String> OTHERS = List.of("null", "[]", "{}", "\"x\"", "-1", "[{}]", "true");

    @Test
    void aSmallSagaEarnsNothing() {
        assertThat(SagaLinter.lint(good())).isEmpty();
    }

    @Test
    void aSagaWrittenAsMostSamplesAreEarnsAllThatItDeserves() {
        assertThat(lint(Samples.read("classic-sample.asl.json")))
                .containsExactly(
                        "/States/CreateOrder/TimeoutSeconds task-timeout",
                        "/States/CreateOrder/Catch catch-all",
                        "/States/ProcessPayment/TimeoutSeconds task-timeout",
                        "/States/ProcessPayment/Catch catch-all",
                        "/States/ReserveInventory/TimeoutSeconds task-timeout",
                        "/States/ReserveInventory/Catch catch-all",
                        "/States/ShipOrder/TimeoutSeconds task-timeout",
                        "/States/ShipOrder undo-missing",
                        "/States/ShipOrder/Catch catch-all",
                        "/States/NotifyCustomer/Catch catch-all",
                        "/States/NotifyCustomer/TimeoutSeconds task-timeout",
                        "/States/ReleaseInventory/TimeoutSeconds task-timeout",
                        "/States/ReleaseInventory/Retry undo-retried",
                        "/States/ReleaseInventory/Catch/0 undo-path",
                        "/States/ReleaseInventory/Catch/0 undo-path",
                        "/States/ReleaseInventory/Catch/0 fail-uncompensated",
                        "/States/RefundPayment/TimeoutSeconds task-timeout",
                        "/States/RefundPayment/Retry undo-retried",
                        "/States/RefundPayment/Catch/0 undo-path",
                        "/States/RefundPayment/Catch/0 fail-uncompensated",
                        "/States/CancelOrder/TimeoutSeconds task-timeout",
                        "/States/CancelOrder/Retry undo-retried",
                        "/States/CancelOrder/Catch/0 fail-uncompensated");
    }

    @Test
    void aFindingSaysWhichFailuresWayMissesWhichUndo() {
        assertThat(SagaLinter.lint(Samples.read("classic-sample.asl.json")))
                .extracting(Finding::toString)
                .contains(
                        "/States/ReleaseInventory/Catch/0: error undo-path: when ReleaseInventory fails, RefundPayment,"
                                + " which undoes ProcessPayment, is missed on the way OrderFailed → end");
    }

    @Test
    void aTripInJsonataWithTimeoutsShorterThanItsFunctionsEarnsAllThatItDeserves() {
        assertThat(Samples.places(SagaLinter.lint(
                        Samples.read("classic-trip.asl.json"),
                        Samples.functions(Map.of("BookHotelFunction", 30)),
                        Undos.none())))
                .containsExactly(
                        "/States/BookHotel/TimeoutSeconds timeout-order",
                        "/States/BookHotel/Catch catch-all",
                        "/States/BookFlight/TimeoutSeconds task-timeout",
                        "/States/BookFlight/Catch/0 undo-path",
                        "/States/ChargeCard/TimeoutSeconds task-timeout",
                        "/States/ChargeCard undo-missing",
                        "/States/WasCharged/Default choice-default",
                        "/States/AskForReceipt/TimeoutSeconds task-timeout",
                        "/States/AskForReceipt/Arguments task-token",
                        "/States/AskForReceipt/Catch/0 undo-path",
                        "/States/AskForReceipt/Catch/0 undo-path",
                        "/States/AskForReceipt/Catch/0 fail-uncompensated",
                        "/States/CancelFlight/TimeoutSeconds task-timeout",
                        "/States/CancelFlight/Catch/0 undo-path",
                        "/States/CancelFlight/Catch/0 fail-uncompensated",
                        "/States/CancelHotel/Catch catch-all",
                        "/States/CancelHotel/TimeoutSeconds task-timeout",
                        "/States/CancelHotel/Retry undo-retried",
                        "/States/TripFailed undo-path",
                        "/States/TripFailed undo-path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "7", "\"text\"", "[]", "{", "{\"States\": ", "\u0000", "{}x"})
    void whatIsNoDefinitionIsAFinding(String text) {
        assertThat(lint(text)).containsExactly(" definition");
    }

    @Test
    void whateverStandsInAPlaceOfADefinitionIsAFindingOrNoneAndNeverAnException() {
        for (String text : List.of(good(), Samples.read("classic-sample.asl.json"))) {
            List<Runnable> changes = new ArrayList<>();
            JsonNode root = JsonMapper.shared().readTree(text);
            collect(root, root, changes);
            assertThat(changes.size()).isGreaterThan(50);
            assertThatNoException().isThrownBy(() -> changes.forEach(Runnable::run));
        }
    }

    /** Each place of a definition, in turn, with something else in it. */
    private static void collect(JsonNode root, JsonNode node, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            object.propertyNames().forEach(name -> {
                JsonNode value = object.get(name);
                String other = OTHERS.get(changes.size() % OTHERS.size());
                changes.add(() -> {
                    // One of each kind in turn: all kinds in every place would take minutes.
                    object.set(name, JsonMapper.shared().readTree(other));
                    SagaLinter.lint(root.toString());
                    object.set(name, value);
                });
                collect(root, value, changes);
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> collect(root, element, changes));
        }
    }

    @Test
    void aDefinitionCutOffAnywhereIsAFinding() {
        String text = good();
        for (int length = 0; length < text.length() - 2; length += 97) {
            assertThat(lint(text.substring(0, length))).containsExactly(" definition");
        }
    }
}
