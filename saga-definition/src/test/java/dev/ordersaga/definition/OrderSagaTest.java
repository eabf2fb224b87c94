package dev.ordersaga.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both sagas, which name their steps in the same way. */
class OrderSagaTest {

    private static final Map<String, JsonNode> SAGAS =
            Map.of("order", statesOf(OrderSaga.definition()), "refund", statesOf(RefundSaga.definition()));

    @TestFactory
    Stream<DynamicTest> theSamplePayloadOfATaskHasTheFieldsThatTheTaskSends() {
        return eachCall((name, state) -> {
            JsonNode sample = JsonMapper.shared().readTree(OrderSaga.samplePayload(name));
            JsonNode sent = state.at("/Arguments/Payload");
            assertThat(fields(sample)).isEqualTo(fields(sent));
            assertThat(sample.get("action")).isEqualTo(sent.get("action"));
        });
    }

    @TestFactory
    Stream<DynamicTest> aTaskThatCallsAServiceHasTheNameOfItsAction() {
        return eachCall((name, state) -> {
            String action = state.at("/Arguments/Payload/action").asString();
            assertThat(Character.toUpperCase(action.charAt(0)) + action.substring(1))
                    .isEqualTo(name);
        });
    }

    @TestFactory
    Stream<DynamicTest> aTaskThatCallsAServiceSaysWhichExecutionCalls() {
        return eachCall((name, state) -> assertThat(
                        state.at("/Arguments/Payload/execution").asString())
                .isEqualTo("{% $states.context.Execution.Name %}"));
    }

    /** What a second run of the same order would not meet must not be undone under it. */
    @TestFactory
    Stream<DynamicTest> whatGoesBackForAReasonOfOneRunSettlesTheConfirmationFirst() {
        JsonNode states = statesOf(OrderSaga.definition());
        return Stream.of("CreateOrder", "SettleReview", "ProcessPayment", "ReserveInventory", "ConfirmOrder")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    JsonNode catchers = states.path(name).path("Catch");
                    JsonNode last = catchers.get(catchers.size() - 1);
                    assertThat(last.at("/ErrorEquals/0").asString()).isEqualTo("States.ALL");
                    assertThat(last.path("Next").asString()).isEqualTo("SettleConfirmation");
                }));
    }

    @Test
    void aPlaceLeftOpenIsNamed() {
        assertThatThrownBy(() -> OrderSaga.definition(
                        Map.of("OrderFunction", "f", "ReviewAbove", "1", "ReviewTimeoutSeconds", "1")))
                .hasMessage("no value for ${PaymentFunction}");
        assertThatThrownBy(() -> RefundSaga.definition(Map.of("OrderFunction", "f")))
                .hasMessage("no value for ${InventoryFunction}");
    }

    @Test
    void aPlaceThatIsFilledIsOpenNoMore() {
        Map<String, String> places = Map.of(
                "OrderFunction", "o",
                "PaymentFunction", "p",
                "InventoryFunction", "i",
                "OrderEvents", "e",
                "ReviewAbove", "50000",
                "ReviewTimeoutSeconds", "86400");

        JsonNode order = statesOf(OrderSaga.definition(places));
        assertThat(order.at("/NeedsReview/Choices/0/Condition").asString())
                .isEqualTo("{% $states.context.Execution.Input.total.amount > 50000 %}");
        assertThat(order.at("/RequestReview/TimeoutSeconds").asString()).isEqualTo("{% 86400 %}");
        assertThat(statesOf(RefundSaga.definition(places))
                        .at("/CancelOrder/Arguments/FunctionName")
                        .asString())
                .isEqualTo("o");
    }

    @Test
    void aRefundStartsWithTheOrderAsItsSagaDidAndWhoTakesItBack() {
        Set<String> order = fields(JsonMapper.shared().readTree(OrderSaga.sampleInput()));
        order.add("cancellation");

        assertThat(fields(JsonMapper.shared().readTree(RefundSaga.sampleInput())))
                .isEqualTo(order);
        assertThat(RefundSaga.samplePayload("RefundPayment")).isEqualTo(OrderSaga.samplePayload("RefundPayment"));
    }

    private static Stream<DynamicTest> eachCall(Check check) {
        return SAGAS.entrySet().stream()
                .flatMap(saga -> saga.getValue().properties().stream()
                        .filter(state -> state.getValue().path("Arguments").has("Payload"))
                        .map(state -> DynamicTest.dynamicTest(
                                saga.getKey() + " " + state.getKey(),
                                () -> check.check(state.getKey(), state.getValue()))));
    }

    private interface Check {
        void check(String name, JsonNode state);
    }

    private static JsonNode statesOf(String definition) {
        return JsonMapper.shared().readTree(definition).path("States");
    }

    private static Set<String> fields(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }
}
