package dev.ordersaga.asl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the text of an expression is read. */
class JsonataTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$a ?? 1                 | The symbol \"?\" cannot be used as a unary operator",
                "$a ?: 1                 | The symbol \":\" cannot be used as a unary operator",
                "($a ?? 1) ?? 2          | The symbol \"?\" cannot be used as a unary operator",
                "'no end                 | String literal must be terminated by a matching quote",
                "'\\x'                   | Unsupported escape sequence: \\\"x\"",
                "/* no end               | Comment has no closing tag",
                "1 /*                    | Comment has no closing tag",
                "1 2                     | Syntax error: \"2\"",
                "1e999                   | Number out of range: \"1e999\""
            })
    void whatIsNotJsonataOfTheServicesVersionIsRefused(String text, String reason) {
        assertThatThrownBy(() -> JsonataExpression.parse("{% " + text + " %}"))
                .isInstanceOf(SyntaxProblem.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$a ? 1 : 2",
                "$a?1",
                "$a?$b?1:2:3",
                "/* one *//* two */ 1 /* three */",
                "$f(?, 1)",
                "'\\u00e9\\n\\\"' & \"'\"",
                "$states.input.`a b`[0].c[d = 1]",
                "-1.5e-3 + 0",
                "{'and': 1}.and",
                "$match('a', /a\\/(b)/i)",
                "[1..3] ~> $sum()"
            })
    void whatIsJsonataOfTheServicesVersionIsRead(String text) {
        assertThat(JsonataExpression.parse("{% " + text + " %}").source()).isEqualTo(text.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'x'", "'\\n'", "`x`", "$name, ", "12.5, ", "'a', ", " ", "/**/"})
    void aTextAsLongAsADefinitionMayBeIsReadInTimeInProportion(String part) {
        int times = 900_000 / part.length();
        String text = part.endsWith(", ")
                ? "[" + part.repeat(times) + "1]"
                : part.isBlank() || part.equals("/**/") ? part.repeat(times) + "1" : inside(part, times);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                JsonataExpression.parse("{%" + text + "%}");
            } catch (SyntaxProblem unsupported) {
                // A bare name is refused, once it has been read.
            }
        });
    }

    @Test
    void aRegularExpressionThatIsTooLongOrNoneIsRefusedInALine() {
        assertThatThrownBy(() -> JsonataExpression.parse("{% $match('a', /" + "x".repeat(200_000) + "/) %}"))
                .hasMessage("is not JSONata: A regular expression has more than 10000 characters");
        assertThatThrownBy(() -> JsonataExpression.parse("{% $match('a', /x{2,1}/) %}"))
                .hasMessage("is not JSONata: Illegal repetition range");
    }

    private static String inside(String quoted, int times) {
        String content = quoted.substring(1, quoted.length() - 1);
        return quoted.charAt(0) + content.repeat(times) + quoted.charAt(0);
    }

    @Test
    void operatorsOfALaterVersionDoNotGrowWhereTheyNest() {
        String text = "(".repeat(60) + "$a" + " ?? 1)".repeat(60);

        assertThatThrownBy(() -> JsonataExpression.parse("{% " + text + " %}")).isInstanceOf(SyntaxProblem.class);
    }
}
