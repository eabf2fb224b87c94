package dev.ordersaga.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResidualTest {

    @Test
    void ofWhatAFailedFunctionAnswersOnlyTheMessageIsKept() {
        assertThat(
                        cause(
                                "{\"errorMessage\":\"charge \\\"c1\\\" is \\u00fcber\\nthe limit\",\"errorType\":\"a.B\",\"stackTrace\":[\"a.B.c(B.java:1)\"]}"))
                .isEqualTo("charge \"c1\" is über\nthe limit");
        assertThat(cause("{\"errorType\":\"a.B\",\"errorMessage\":\"late\",\"trace\":[\"a.B.c(B.java:1)\"]}"))
                .isEqualTo("late");
    }

    @Test
    void anAnswerThatWasCutIsReadAsFarAsItGoes() {
        assertThat(cause("{\"errorMessage\":\"the provider is aw")).isEqualTo("the provider is aw");
        assertThat(cause("{\"errorMessage\":\"cut within \\")).isEqualTo("cut within ");
        assertThat(cause("{\"errorMessage\":\"cut within \\u00")).isEqualTo("cut within 00");
        assertThat(cause("{\"errorMessage\":\"late\",\"errorType\":\"a.B\",\"stackTrace\":[\"a.B.c(B.ja"))
                .isEqualTo("late");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errorType\":\"a.B\",\"stackTrace\":[\"a.B.c(B.java:1)\"]}",
                "{\"errorMessage\":null,\"errorType\":\"a.B\",\"stackTrace\":[\"a.B.c(B.java:1)\"]}"
            })
    void anErrorWithoutAMessageLeavesNone(String answer) {
        assertThat(cause(answer)).isEmpty();
    }

    @Test
    void aTextKeepsAllButItsStackTrace() {
        assertThat(cause("no such charge")).isEqualTo("no such charge");
        assertThat(cause("{\"code\":\"GONE\"}")).isEqualTo("{\"code\":\"GONE\"}");
        assertThat(cause("a.B: late\n\tat a.B.c(B.java:1)\nCaused by: c.D: later\n\tat c.D.e(D.java:2)\n\t... 3 more"))
                .isEqualTo("a.B: late");
    }

    private static String cause(String given) {
        return new Residual("RefundPayment", "a.B", given).cause();
    }
}
