package dev.ordersaga.asl.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.asl.StateMachine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CorpusTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static Stream<Arguments> cases() {
        return Corpus.executions().stream()
                .map(given -> Arguments.of(given.get("name").stringValue(), given));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyCaseEndsAsTheSpecificationSays(String name, JsonNode given) {
        World world = new World();
        Deque<JsonNode> answers = new ArrayDeque<>();
        given.path("tasks").forEach(answers::add);
        given.path("objects")
                .properties()
                .forEach(object ->
                        world.objects.put(object.getKey(), object.getValue().stringValue()));
        List<JsonNode> requests = new ArrayList<>();

        Execution execution = world.start(
                StateMachine.parse(given.get("definition").toString()),
                given.get("input").toString(),
                (request, callback) -> {
                    requests.add(request.input());
                    answer(answers.remove(), callback);
                });
        world.timers.runUntilIdle();
        for (int i = 0; i < given.path("redrives").intValue(0); i++) {
            assertThat(execution.redrive()).isCompletedWithValue(true);
            world.timers.runUntilIdle();
        }

        assertThat(execution.status().name()).as(execution.cause().orElse("")).isEqualTo(expectedStatus(given));
        if (given.has("output")) {
            assertThat(MAPPER.readTree(execution.output().orElseThrow())).isEqualTo(given.get("output"));
        }
        if (given.has("error")) {
            assertThat(execution.error()).hasValue(given.get("error").stringValue());
        }
        if (given.has("cause")) {
            assertThat(execution.cause()).hasValue(given.get("cause").stringValue());
        }
        if (given.has("causeContains")) {
            assertThat(execution.cause().orElseThrow())
                    .contains(given.get("causeContains").stringValue());
        }
        if (given.has("requests")) {
            assertThat(requests).containsExactlyElementsOf(given.get("requests"));
        }
        if (given.has("elapsedSeconds")) {
            assertThat(java.time.Duration.between(
                                    execution.startDate(), execution.stopDate().orElseThrow())
                            .toSeconds())
                    .isEqualTo(given.get("elapsedSeconds").longValue());
        }
        for (var written : given.path("written").properties()) {
            assertThat(MAPPER.readTree(world.objects.text(written.getKey()))).isEqualTo(written.getValue());
        }
        if (given.has("events")) {
            assertThat(World.types(execution))
                    .containsExactlyElementsOf(given.get("events")
                            .valueStream()
                            .map(JsonNode::stringValue)
                            .toList());
        }
    }

    private static String expectedStatus(JsonNode given) {
        if (given.has("status")) {
            return given.get("status").stringValue();
        }
        return given.has("error") ? "FAILED" : "SUCCEEDED";
    }

    private static void answer(JsonNode answer, TaskCallback callback) {
        if (answer.has("error")) {
            callback.failed(
                    answer.get("error").stringValue(), answer.path("cause").stringValue(null));
        } else if (answer.has("output")) {
            callback.succeeded(answer.get("output"));
        }
    }
}
