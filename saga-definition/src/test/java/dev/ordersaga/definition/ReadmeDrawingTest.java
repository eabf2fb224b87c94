package dev.ordersaga.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.linter.drawing.Drawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeDrawingTest {

    private static final Path README = Path.of("..", "README.md");
    private static final String END = "<!-- end of the drawing -->";

    @Test
    void theReadmeShowsTheSagaAsItsFileDefinesIt() throws IOException {
        readmeShows("order-saga.asl.json", OrderSaga.definition());
    }

    @Test
    void theReadmeShowsTheRefundSagaAsItsFileDefinesIt() throws IOException {
        readmeShows("refund-saga.asl.json", RefundSaga.definition());
    }

    private static void readmeShows(String file, String definition) throws IOException {
        String begin =
                "<!-- drawn from " + file + "; rewrite: ./mvnw -pl saga-definition -am test -Ddrawing.write=true -->";
        String readme = Files.readString(README);
        String drawing = begin + "\n```mermaid\n" + Drawing.of(definition) + "```\n" + END;
        if (Boolean.getBoolean("drawing.write")) {
            int from = readme.indexOf(begin);
            Files.writeString(
                    README,
                    readme.substring(0, from) + drawing + readme.substring(readme.indexOf(END, from) + END.length()));
            return;
        }
        assertThat(readme)
                .as("the drawing in README.md; rewrite it with -Ddrawing.write=true")
                .contains(drawing);
    }
}
