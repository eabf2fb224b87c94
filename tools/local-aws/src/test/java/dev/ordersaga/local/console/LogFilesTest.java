package dev.ordersaga.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a function wrote while it worked on one invocation. */
class LogFilesTest {

    private static final String FIRST = "11111111-0a5c-4b6e-9d9b-0d2f6a1c1111";
    private static final String SECOND = "22222222-0a5c-4b6e-9d9b-0d2f6a1c2222";

    @TempDir
    private Path folder;

    private LogFiles logs;

    @BeforeEach
    void write() throws IOException {
        logs = new LogFiles(folder);
        Files.writeString(folder.resolve("shop.log"), """
                booting
                START RequestId: %1$s Version: $LATEST
                packs a parcel
                START RequestId: %2$s Version: $LATEST
                weighs it
                END RequestId: %1$s
                REPORT RequestId: %1$s Duration: 3 ms
                stamps it
                END RequestId: %2$s
                REPORT RequestId: %2$s Duration: 9 ms
                idle
                """.formatted(FIRST, SECOND));
    }

    @Test
    void theLinesBetweenAnInvocationsStartAndItsReportAreItsOwn() {
        assertThat(logs.lines("shop", FIRST))
                .containsExactly(
                        "START RequestId: " + FIRST + " Version: $LATEST",
                        "packs a parcel",
                        "weighs it",
                        "END RequestId: " + FIRST,
                        "REPORT RequestId: " + FIRST + " Duration: 3 ms");
        assertThat(logs.lines("shop", SECOND)).contains("stamps it").doesNotContain("packs a parcel", "idle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:lambda:us-east-1:000000000000:function:shop",
                "arn:aws:lambda:us-east-1:000000000000:function:shop:live",
                "shop:live"
            })
    void aFunctionIsFoundByItsArnAndByAnAlias(String function) {
        assertThat(logs.lines(function, FIRST)).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../shop", "..", "/etc/passwd", "a/b", "", "nobody", "shop.log"})
    void whatIsNoFunctionOfOursHasNoLines(String function) throws IOException {
        Files.writeString(folder.resolveSibling("shop.log"), "START RequestId: " + FIRST + "\nsecret\n");

        assertThat(logs.lines(function, FIRST)).isEmpty();
    }

    @Test
    void anInvocationThatIsNotThereHasNoLines() {
        assertThat(logs.lines("shop", "33333333-0a5c-4b6e-9d9b-0d2f6a1c3333")).isEmpty();
    }

    @Test
    void ofAnInvocationThatWroteALotTheBeginningIsShown() throws IOException {
        Files.writeString(folder.resolve("loud.log"), "START RequestId: " + FIRST + "\n" + "x\n".repeat(10_000));

        assertThat(logs.lines("loud", FIRST)).hasSize(500);
    }
}
