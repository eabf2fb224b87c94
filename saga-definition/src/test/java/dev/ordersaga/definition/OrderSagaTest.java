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

class OrderSagaTest {

    private static final JsonNode STATES =
            JsonMapper.shared().readTree(OrderSaga.definition()).path("States");

    @TestFactory
    Stream<DynamicTest> theSamplePayloadOfATaskHasTheFieldsThatTheTaskSends() {
        return STATES.properties().stream()
                .filter(state -> state.getValue().path("Arguments").has("Payload"))
                .map(state -> DynamicTest.dynamicTest(state.getKey(), () -> {
                    JsonNode sample = JsonMapper.shared().readTree(OrderSaga.samplePayload(state.getKey()));
                    JsonNode sent = state.getValue().path("Arguments").path("Payload");
                    assertThat(fields(sample)).isEqualTo(fields(sent));
                    assertThat(sample.get("action")).isEqualTo(sent.get("action"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> aTaskThatCallsAServiceHasTheNameOfItsAction() {
        return STATES.properties().stream()
                .filter(state -> state.getValue().path("Arguments").has("Payload"))
                .map(state -> DynamicTest.dynamicTest(state.getKey(), () -> {
                    String action =
                            state.getValue().at("/Arguments/Payload/action").asString();
                    assertThat(Character.toUpperCase(action.charAt(0)) + action.substring(1))
                            .isEqualTo(state.getKey());
                }));
    }

    @Test
    void aPlaceLeftOpenIsNamed() {
        assertThatThrownBy(() -> OrderSaga.definition(Map.of("OrderFunction", "f")))
                .hasMessage("no value for ${PaymentFunction}");
    }

    private static Set<String> fields(JsonNode object) {
        return new TreeSet<>(object.propertyNames());
    }
}
