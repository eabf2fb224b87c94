package dev.ordersaga.reconciler.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconcileOptionsTest {

    @Test
    void withoutAWordItLooksWhereRunHasPutTheLocalAws() {
        ReconcileOptions options = ReconcileOptions.read(List.of(), null);

        assertThat(options.endpoint()).isEqualTo(URI.create("http://127.0.0.1:4566"));
        assertThat(options.stack()).isEqualTo("order-saga");
        assertThat(options.limits().grace()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.limits().lookBack()).isNull();
        assertThat(options.limits().dryRun()).isFalse();
    }

    @Test
    void theEnvironmentNamesAnotherPlaceAndAWordOverridesIt() {
        assertThat(ReconcileOptions.read(List.of(), "http://localhost:1").endpoint())
                .isEqualTo(URI.create("http://localhost:1"));
        assertThat(ReconcileOptions.read(List.of("--aws-endpoint", "http://localhost:2"), "http://localhost:1")
                        .endpoint())
                .isEqualTo(URI.create("http://localhost:2"));
        assertThat(ReconcileOptions.read(List.of("--aws"), null).endpoint()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --bogus | reconcile: unknown option '--bogus' (./reconcile --help explains)
            --grace | reconcile: --grace needs a value
            --grace soon | reconcile: --grace must be a whole number, not 'soon'
            --stack a_b | reconcile: --stack must be a stack's name, not 'a_b'
            --aws-endpoint 4566 | reconcile: an endpoint is a URL such as http://127.0.0.1:4566, not '4566'
            --aws --aws-endpoint http://x | reconcile: --aws and --aws-endpoint exclude each other
            """, quoteCharacter = '"')
    void whatIsNotRightIsSaidInOneLine(String words, String said) {
        assertThat(run(2, words.split(" "))).isEqualTo(said + System.lineSeparator());
    }

    @Test
    void whereNothingListensIsSaidInOneLine() {
        assertThat(run(1, "--aws-endpoint", "http://127.0.0.1:1"))
                .startsWith("reconcile: ")
                .endsWith("(at http://127.0.0.1:1)" + System.lineSeparator())
                .hasLineCount(1);
    }

    private static String run(int expected, String... words) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Reconcile.run(
                Map.of(),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                words);
        assertThat(code).isEqualTo(expected);
        return err.toString(StandardCharsets.UTF_8);
    }
}
