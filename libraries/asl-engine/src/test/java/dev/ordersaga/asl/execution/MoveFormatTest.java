package dev.ordersaga.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.ordersaga.asl.execution.Recorded.Scenario;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class MoveFormatTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static Stream<Scenario> scenarios() {
        return Scenarios.all().stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void everyMoveIsReadAsItWasWritten(Scenario scenario) {
        for (Move move : new Recorded(scenario).moves) {
            assertThat(MoveFormat.read(MoveFormat.write(move))).isEqualTo(move);
        }
    }

    @Test
    void everyCauseIsReadAsItWasWritten() {
        List<Cause> causes = List.of(
                new Cause.Started(Recorded.request()),
                new Cause.Started(new ExecutionRequest("a", "b", "c", "d", null, "{}", JSON.objectNode())),
                new Cause.TaskSucceeded(1, JSON.numberNode(1)),
                new Cause.TaskFailed(2, "error", null),
                new Cause.TaskFailed(2, null, "cause"),
                new Cause.TokenSucceeded(Long.MAX_VALUE, JSON.arrayNode()),
                new Cause.TokenFailed(3, null, null),
                new Cause.Heartbeat(4),
                new Cause.AlarmFired(5),
                new Cause.StopRequested("e", "c"),
                new Cause.StateMachineDeleted(),
                new Cause.Redriven());
        for (Cause cause : causes) {
            Move move = new Move(
                    Instant.parse("1969-12-31T23:59:59.999999999Z"), cause, List.of("id", ""), List.of(0.1, 1e-300));
            assertThat(MoveFormat.read(MoveFormat.write(move))).isEqualTo(move);
        }
    }

    @Test
    void jsonIsReadInTheSameWords() {
        ObjectNode json = JSON.objectNode();
        json.put("int", -7).put("long", 1L << 40).put("double", 1e10).put("float", 1.5f);
        json.put("decimal", new BigDecimal("1.10"))
                .put("scaled", new BigDecimal("1E+3"))
                .put("many digits", new BigInteger("123456789012345678901234567890"));
        json.put("text", "gr\u00fc\u00df \ud83d\ude00")
                .put("half a pair", "\ud83d")
                .put("", "");
        json.putNull("null").put("true", true).put("false", false);
        json.putArray("array").add(1).addObject().put("deep", 1.0);
        Move move = new Move(Instant.EPOCH, new Cause.TaskSucceeded(1, json), List.of(), List.of());

        Move read = MoveFormat.read(MoveFormat.write(move));

        assertThat(read).isEqualTo(move);
        assertThat(((Cause.TaskSucceeded) read.cause()).result().toString()).isEqualTo(json.toString());
    }

    @Test
    void whatEndsTooEarlyIsNoMove() {
        byte[] whole = MoveFormat.write(
                new Move(Instant.EPOCH, new Cause.TaskFailed(1, "error", "cause"), List.of("id"), List.of(0.5)));
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatIllegalArgumentException().isThrownBy(() -> MoveFormat.read(part));
        }
    }
}
