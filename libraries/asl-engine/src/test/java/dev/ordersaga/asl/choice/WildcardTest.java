package dev.ordersaga.asl.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {

    @ParameterizedTest
    @CsvSource({
        "log-*.txt, log-2024.txt, true",
        "log-*.txt, log-.txt, true",
        "log-*.txt, log.txt, false",
        "*, '', true",
        "'', '', true",
        "'', a, false",
        "a*a, a, false",
        "a*a, aa, true",
        "*ab*ab*, abab, true",
        "*ab*ab*, abb, false",
        "\\*, *, true",
        "\\*, a, false",
        "a\\\\*, a\\b, true",
        "a\\, a\\, true",
        "**a**, bab, true"
    })
    void anAsteriskStandsForAnyText(String pattern, String text, boolean matches) {
        assertThat(Wildcard.matches(pattern, text)).isEqualTo(matches);
    }

    @Test
    void itAgreesWithARegularExpression() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            String pattern = letters(random, "ab*");
            String text = letters(random, "ab");

            assertThat(Wildcard.matches(pattern, text))
                    .as(pattern + " on " + text)
                    .isEqualTo(Pattern.matches(pattern.replace("*", ".*"), text));
        }
    }

    @Test
    void manyAsterisksTakeNoLongTime() {
        String pattern = "*a".repeat(1_000) + "*b";
        String text = "a".repeat(200_000);

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Wildcard.matches(pattern, text)))
                .isFalse();
    }

    private static String letters(Random random, String of) {
        return random.ints(random.nextInt(9), 0, of.length())
                .mapToObj(at -> String.valueOf(of.charAt(at)))
                .collect(Collectors.joining());
    }
}
