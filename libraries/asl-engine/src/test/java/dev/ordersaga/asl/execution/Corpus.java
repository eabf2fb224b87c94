package dev.ordersaga.asl.execution;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases under {@code src/test/resources}: plain JSON, written from the specification. */
public final class Corpus {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Corpus() {}

    /** All cases of executions. */
    public static List<JsonNode> executions() {
        try (Stream<Path> files = Files.list(resource("corpus"))) {
            return files.sorted().flatMap(Corpus::cases).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All cases of definitions that are refused. */
    public static List<JsonNode> problems() {
        return cases(resource("problems.json")).toList();
    }

    private static Stream<JsonNode> cases(Path file) {
        return StreamSupport.stream(MAPPER.readTree(file.toFile()).spliterator(), false);
    }

    private static Path resource(String name) {
        try {
            return Path.of(Corpus.class.getResource("/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
