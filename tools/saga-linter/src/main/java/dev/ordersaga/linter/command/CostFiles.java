package dev.ordersaga.linter.command;

import dev.ordersaga.linter.cost.Assumptions;
import dev.ordersaga.linter.cost.CostReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * From what costs are counted.
 *
 * @param paths the ways by name; empty for {@code paths.json} beside the first file; where there is none, no way has a name
 * @param units what actions write and read; empty for {@code write-units.json} beside the first file; where there is none, nothing is known
 */
record CostFiles(Optional<Path> paths, Optional<Path> units, Assumptions assumed) {

    /**
     * A report without any way.
     *
     * @throws IllegalArgumentException for a file that is not JSON
     * @throws IOException where a file cannot be read; the message says which
     */
    CostReport report(Path first) throws IOException {
        return new CostReport(
                json(paths.or(() -> beside(first, "paths.json"))),
                json(units.or(() -> beside(first, "write-units.json"))),
                assumed);
    }

    private static Optional<Path> beside(Path file, String name) {
        return Optional.of(file.resolveSibling(name)).filter(Files::isRegularFile);
    }

    private static JsonNode json(Optional<Path> file) throws IOException {
        if (file.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JsonMapper.shared().readTree(text(file.get()));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file.get() + " is not JSON", e);
        }
    }

    static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IOException("there is no file to read at " + file, e);
        }
    }
}
