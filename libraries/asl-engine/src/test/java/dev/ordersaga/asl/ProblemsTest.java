package dev.ordersaga.asl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordersaga.asl.execution.Corpus;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ProblemsTest {

    static Stream<Arguments> cases() {
        return Corpus.problems().stream()
                .map(given -> Arguments.of(given.get("name").stringValue(), given));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyProblemSaysWhereItIs(String name, JsonNode given) {
        JsonNode definition = given.get("definition");

        List<String> problems =
                StateMachine.problems(definition.isString() ? definition.stringValue() : definition.toString()).stream()
                        .map(Problem::toString)
                        .toList();

        assertThat(problems).hasSameSizeAs(given.get("problems"));
        for (int i = 0; i < problems.size(); i++) {
            assertThat(problems.get(i))
                    .matches(matcher(given.get("problems").get(i).stringValue()));
        }
    }

    /** A text in which an asterisk stands for anything. */
    private static Pattern matcher(String text) {
        return Pattern.compile("\\Q" + text.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }

    @Test
    void aDefinitionThatNestsTooDeeplyIsToldWithoutAWordOfTheParser() {
        assertThat(StateMachine.problems("[".repeat(5_000)))
                .singleElement()
                .asString()
                .contains("exceeds the maximum allowed (500)")
                .doesNotContain("StreamReadConstraints");
    }

    @Test
    void theParserThrowsTheFirstProblem() {
        assertThatExceptionOfType(InvalidDefinition.class)
                .isThrownBy(() -> StateMachine.parse("{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\"}}}"))
                .satisfies(thrown -> assertThat(thrown.problem().pointer()).isEqualTo("/States/A"))
                .withMessage("/States/A: must have a Next, or \"End\": true");
    }
}
