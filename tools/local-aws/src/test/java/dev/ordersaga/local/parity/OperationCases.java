package dev.ordersaga.local.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cases under {@code src/test/resources/operations}. */
final class OperationCases {

    static final Path FOLDER = Path.of("src", "test", "resources", "operations");
    private static final String REASONS = "not-answered.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private OperationCases() {}

    /** One case of one service. */
    record OperationCase(String service, String name, List<JsonNode> steps) {

        @Override
        public String toString() {
            return service + ": " + name;
        }
    }

    static List<OperationCase> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<OperationCase> cases = new ArrayList<>();
            files.filter(file -> file.toString().endsWith(".json") && !file.endsWith(REASONS))
                    .sorted()
                    .forEach(file -> {
                        String service = file.getFileName().toString().replace(".json", "");
                        JSON.readTree(file.toFile())
                                .forEach(one -> cases.add(new OperationCase(
                                        service,
                                        one.path("name").asString(),
                                        List.copyOf(one.path("steps").values()))));
                    });
            return cases;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why operations are not answered, by service. */
    static JsonNode reasons() {
        return JSON.readTree(FOLDER.resolve(REASONS).toFile());
    }
}
