package dev.ordersaga.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.drawing.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeDrawingTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void theReadmeShowsTheSagaAsItsFileDefinesIt() throws IOException {
        readmeShows("order-saga", OrderSaga.definition());
    }

    @Test
    void theReadmeShowsTheRefundSagaAsItsFileDefinesIt() throws IOException {
        readmeShows("refund-saga", RefundSaga.definition());
    }

    private static void readmeShows(String saga, String definition) throws IOException {
        Path file = ROOT.resolve("docs").resolve(saga + ".svg");
        String drawing = Picture.of(definition).file();
        if (Boolean.getBoolean("drawing.write")) {
            Files.writeString(file, drawing);
        }
        assertThat(Files.readString(ROOT.resolve("README.md")))
                .contains("<!-- drawn from " + saga
                        + ".asl.json; rewrite: ./mvnw -pl saga-definition -am test -Ddrawing.write=true -->\n[![")
                .contains("](docs/" + saga + ".svg)](docs/" + saga + ".svg)");
        assertThat(Files.readString(file))
                .as("the drawing in docs; rewrite it with -Ddrawing.write=true")
                .isEqualTo(drawing);
    }
}
