package dev.ordersaga.linter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    private static final String OURS = "../../saga-definition/src/main/resources/order-saga.asl.json";

    @TempDir
    private Path directory;

    private record Ended(int code, String out, String err) {}

    @Test
    void itEndsWith0WhereNothingIsFound() {
        assertThat(run(
                        OURS,
                        "../../saga-definition/src/main/resources/refund-saga.asl.json",
                        "--sam",
                        "../../template.yaml"))
                .isEqualTo(new Ended(0, "", ""));
    }

    @Test
    void itPrintsEachFindingOnALineAndEndsWith1() throws IOException {
        Path file = Files.writeString(directory.resolve("a.asl.json"), "");

        assertThat(run(file.toString(), OURS))
                .isEqualTo(new Ended(1, file + ":: error definition: must be a JSON object\n", ""));
    }

    @Test
    void itEndsWith1ForASampleAndNamesFileAndPlace() {
        Ended ended = run("src/test/resources/lint/classic-trip.asl.json", "--undo", "ChargeCard=CancelHotel");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.out().lines())
                .allMatch(line -> line.matches(
                        "src/test/resources/lint/classic-trip.asl.json:/\\S+: (error|warning) [a-z-]+: .+"))
                .noneMatch(line -> line.contains("undo-missing"));
    }

    @Test
    void itPrintsWhatWaysCost() {
        Ended ended = run("--cost", OURS, "--sam", "../../template.yaml", "--millis", "60");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("### order-saga.asl.json", "| confirmed | 7 | 4 |");
    }

    @Test
    void helpSaysAllOptions() {
        assertThat(run("--help").out())
                .contains("--sam", "--state-machine", "--undo", "--cost", "--paths", "--units", "--millis");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                                          | which file? (--help explains)
            --colour                                    | unknown option '--colour' (--help explains)
            nowhere.json                                | there is no file to read at nowhere.json
            src                                         | there is no file to read at src
            pom.xml --sam                               | --sam needs a value
            pom.xml --sam nowhere.yaml                  | there is no template to read at nowhere.yaml
            pom.xml --sam src/test/resources/no-mapping.yaml | the template is no mapping
            pom.xml --sam ../../template.yaml --state-machine No | ../../template.yaml has no state machine No
            pom.xml --state-machine OrderSaga           | --state-machine needs --sam
            pom.xml --undo Charge                       | must be DO=UNDO, not 'Charge'
            pom.xml --millis 7                          | --millis needs --cost
            --cost pom.xml                              | --cost needs --sam
            --cost pom.xml --sam ../../template.yaml       | ../../template.yaml has no state machine whose definition is pom.xml
            --cost pom.xml --sam ../../template.yaml --state-machine OrderSaga | pom.xml is no definition
            --cost pom.xml --millis -1                  | --millis must be a number, 0 or more, not '-1'
            """)
    void itEndsWith2AndOneLineThatSaysWhy(String arguments, String reason) {
        Ended ended =
                run(arguments.isEmpty() ? new String[0] : arguments.strip().split(" ", -1));

        assertThat(ended).isEqualTo(new Ended(2, "", "saga-linter: " + reason + "\n"));
    }

    private static Ended run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
