package dev.ordersaga.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    @TempDir
    Path folder;

    @Test
    void whatAKilledWriterLeftIsWrittenOver() throws IOException {
        Path file = folder.resolve("key.json");
        Files.writeString(folder.resolve("key.json.part"), "{\"kty\":\"RSA\",".repeat(1_000));

        String made = SigningKey.keptIn(file).getKeyID();

        assertThat(SigningKey.keptIn(file).getKeyID()).isEqualTo(made);
        assertThat(files()).containsExactly("key.json");
    }

    @Test
    void ofSeveralThatStartAtOnceOneMakesTheKeyOfAll() throws IOException {
        Path file = folder.resolve("not/yet/there/key.json");

        assertThat(IntStream.range(0, 4).parallel().mapToObj(start -> id(file)).distinct())
                .hasSize(1);
    }

    private static String id(Path file) {
        try {
            return SigningKey.keptIn(file).getKeyID();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).toList();
        }
    }
}
