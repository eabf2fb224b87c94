package dev.ordersaga.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class PlainPathTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> PATHS = List.of(
            "$v",
            "$v.a",
            "$v.b",
            "$v.a.b",
            "$v.b.a",
            "$v.a.a.a",
            "$v.b.a.b",
            "$states.input",
            "$states.input.a",
            "$states.input.a.b",
            "$states.result",
            "$states.result.b",
            "$states.context.a",
            "$states.nothing",
            "$w");

    static Stream<Integer> seeds() {
        return IntStream.range(0, 300).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aPathMeansWhatTheInterpreterMakesOfIt(int seed) {
        Random random = new Random(seed);
        Scope scope = Scope.of(any(random, 4), any(random, 3), Variables.NONE, new NoChance())
                .withResult(any(random, 3));
        Scope withVariable = Scope.of(
                        scope.input(),
                        scope.context(),
                        Variables.NONE.assign(Map.of("v", any(random, 4))),
                        new NoChance())
                .withResult(any(random, 2));

        for (String path : PATHS) {
            assertThat(valueOf(path, withVariable))
                    .as(path + " with " + withVariable.input()
                            + withVariable.variables().all())
                    .isEqualTo(valueOf("(" + path + ")", withVariable).replace("'(" + path + ")'", "'" + path + "'"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"$v", "$order.total.amount", "$states.input", "$states.result.Payload"})
    void aPathOfNamesIsPlain(String source) {
        assertThat(PlainPath.of(source)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$states", "$", "$$", "$v.a[0]", "$v.a & 'x'", "$v.true", "$v.`a b`", "a.b", "$count($v)", "$v."
            })
    void anythingElseIsNot(String source) {
        assertThat(PlainPath.of(source)).isEmpty();
    }

    @Test
    void theContextIsNotMadeForAnExpressionThatDoesNotReadIt() {
        Scope scope = Scope.of(
                MAPPER.readTree("{\"a\": 1}"),
                () -> {
                    throw new AssertionError("nobody reads it");
                },
                Variables.NONE,
                new NoChance(),
                java.time.Instant.EPOCH);

        assertThat(valueOf("$states.input.a + 1", scope)).isEqualTo("2");
        assertThat(valueOf("$states.input.a", scope)).isEqualTo("1");
    }

    @Test
    void timeIsThatOfTheScope() {
        Scope scope = Scope.of(
                MAPPER.readTree("{}"),
                () -> MAPPER.readTree("{}"),
                Variables.NONE,
                new NoChance(),
                java.time.Instant.parse("2030-01-01T00:00:00.5Z"));

        assertThat(valueOf("$now()", scope)).isEqualTo("\"2030-01-01T00:00:00.500Z\"");
        assertThat(valueOf("$millis()", scope)).isEqualTo("1893456000500");
    }

    @Test
    void whatOneExpressionBindsTheNextDoesNotSee() {
        Scope scope = Scope.of(MAPPER.readTree("{}"), MAPPER.readTree("{}"), Variables.NONE, new NoChance());

        assertThat(valueOf("$x := 5", scope)).isEqualTo("5");
        assertThat(valueOf("$exists($x)", scope)).isEqualTo("false");
    }

    private static String valueOf(String source, Scope scope) {
        try {
            return JsonataExpression.parse("{% " + source + " %}")
                    .evaluate(scope, "Output")
                    .toString();
        } catch (EvaluationFailure e) {
            return e.cause();
        }
    }

    private static JsonNode any(Random random, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth == 0 ? 6 : 10)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(random.nextInt(10));
            case 2 -> nodes.numberNode(random.nextInt(10) / 4.0);
            case 3 -> nodes.stringNode("s" + random.nextInt(3));
            case 4 -> nodes.booleanNode(random.nextBoolean());
            case 5 -> nodes.numberNode(5_000_000_000L);
            case 6 -> {
                ArrayNode array = nodes.arrayNode();
                for (int i = random.nextInt(3); i > 0; i--) {
                    array.add(any(random, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = nodes.objectNode();
                object.set("a", any(random, depth - 1));
                object.set("b", any(random, depth - 1));
                yield object;
            }
        };
    }

    private static final class NoChance implements Randomness {

        @Override
        public double number() {
            return 0;
        }

        @Override
        public String uuid() {
            return "";
        }
    }
}
