package dev.ordersaga.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The guide's last steps end at what is shipped; that each of its steps runs as it says is checked in CI. */
class GuideTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void itsLastStepIsTheShippedSaga() throws IOException {
        assertThat(step("6-callbacks")).isEqualTo(JSON.readTree(OrderSaga.definition()));
    }

    @Test
    void theStepBeforeIsTheShippedSagaWithoutTheReview() throws IOException {
        ObjectNode expected = (ObjectNode) JSON.readTree(OrderSaga.definition());
        ObjectNode states = (ObjectNode) expected.path("States");
        states.remove(List.of("NeedsReview", "RequestReview", "SettleReview", "IsApproved"));
        ((ObjectNode) states.path("CreateOrder")).put("Next", "ProcessPayment");

        JsonNode step = step("5-repair");

        assertThat(new TreeSet<>(step.path("States").propertyNames())).isEqualTo(new TreeSet<>(states.propertyNames()));
        assertThat(step).isEqualTo(expected);
    }

    private static JsonNode step(String name) throws IOException {
        return JSON.readTree(Files.readString(Path.of("..", "docs", "guide", name + ".asl.json")));
    }
}
