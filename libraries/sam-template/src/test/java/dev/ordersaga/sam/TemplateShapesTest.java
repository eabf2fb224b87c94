package dev.ordersaga.sam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shapes that templates have in public: each {@code .yaml} among the resources has a {@code .txt} beside it that says what is understood of
 * it, and every problem with its place. What came out instead lies in {@code target/templates}.
 */
class TemplateShapesTest {

    private static final Path TEMPLATES = Path.of("src", "test", "resources", "templates");
    private static final StackId STACK = new StackId("stack", "eu-west-1", "123456789012");

    static Stream<String> shapes() throws IOException {
        try (Stream<Path> files = Files.list(TEMPLATES)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .map(name -> name.substring(0, name.length() - ".yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void thereAreAtLeastFortyOfThem() throws IOException {
        assertThat(shapes()).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void whatIsUnderstoodAndWhatIsNotIsSaid(String shape) throws IOException {
        Path file = TEMPLATES.resolve(shape + ".yaml");

        String understood = String.join("\n", described(SamTemplate.read(file).deployedAs(STACK, Map.of()))) + "\n";

        Path target = Files.createDirectories(Path.of("target", "templates"));
        Files.writeString(target.resolve(shape + ".txt"), understood);
        assertThat(understood).isEqualTo(Files.readString(TEMPLATES.resolve(shape + ".txt")));
    }

    private static List<String> described(SamStack stack) {
        List<String> lines = new ArrayList<>();
        stack.problems().forEach(problem -> lines.add("problem " + problem));
        stack.resources()
                .forEach(resource -> lines.add(resource.logicalId() + ": " + resource.type() + " "
                        + resource.name().orElse("(no name)")));
        for (FunctionResource function : stack.functions()) {
            lines.add(function.logicalId() + " is run by "
                    + function.runtime().orElse("?") + " " + function.handler().orElse("?") + " from "
                    + function.code().map(Object::toString).orElse("?") + ", " + function.timeoutSeconds() + " s, "
                    + function.memoryMegabytes() + " MB, environment " + new TreeMap<>(function.environment())
                    + function.alias().map(alias -> ", alias " + alias).orElse(""));
            function.events().forEach(event -> lines.add("  " + event.name() + ": " + event.type()));
        }
        for (TableResource table : stack.tables()) {
            lines.add(table.logicalId() + " is " + table.createTable()
                    + table.timeToLive()
                            .map(attribute -> ", ends by " + attribute)
                            .orElse(""));
        }
        for (StateMachineResource machine : stack.stateMachines()) {
            lines.add(machine.logicalId() + " is " + (machine.express() ? "EXPRESS" : "STANDARD") + ", as "
                    + machine.role().orElse("?") + ": " + machine.definition().orElse("?"));
            machine.events().forEach(event -> lines.add("  " + event.name() + ": " + event.type()));
        }
        for (Output output : stack.outputs()) {
            lines.add("output " + output.name() + " = " + output.value().orElse("?")
                    + output.export().map(export -> ", exported as " + export).orElse(""));
        }
        return lines;
    }
}
