package dev.ordersaga.linter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Sagas as people write them, in {@code corpus/}, and a verdict beside each finding, in {@code corpus/verdicts.txt}: true for what is
 * wrong with the saga, false for what is wrong with the linter.
 */
class CorpusTest {

    private static final Path CORPUS = Path.of("src", "test", "resources", "corpus");

    @TestFactory
    Stream<DynamicTest> eachSagaEarnsWhatItsVerdictsSay() throws IOException {
        List<String> verdicts = verdicts();
        return sagas().stream()
                .map(saga -> DynamicTest.dynamicTest(name(saga), () -> {
                    List<String> expected = verdicts.stream()
                            .map(line -> line.substring(line.indexOf(' ') + 1))
                            .filter(line -> line.startsWith(name(saga) + " "))
                            .toList();
                    assertThat(Samples.lint(Files.readString(saga)).stream()
                                    .map(place -> name(saga) + " " + place)
                                    .toList())
                            .isEqualTo(expected);
                }));
    }

    @Test
    void oneFindingInTwentyAtMostIsFalse() throws IOException {
        List<String> verdicts = verdicts();

        assertThat(sagas()).hasSizeGreaterThanOrEqualTo(25);
        assertThat(verdicts).allMatch(line -> line.matches("(true|false) \\S+ /.+ [a-z-]+"));
        assertThat(verdicts.stream().filter(line -> line.startsWith("false ")).count() * 20)
                .isLessThanOrEqualTo(verdicts.size());
    }

    private static List<Path> sagas() throws IOException {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".asl.json"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> verdicts() throws IOException {
        return Files.readAllLines(CORPUS.resolve("verdicts.txt"));
    }

    private static String name(Path saga) {
        return saga.getFileName().toString().replace(".asl.json", "");
    }
}
