package dev.ordersaga.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteTest {

    @TempDir
    Path withoutJars;

    private Suite suite;

    @BeforeEach
    void open() throws IOException {
        Files.copy(Path.of("..", "..", "template.yaml"), withoutJars.resolve("template.yaml"));
        suite = new Suite(new TourOptions(withoutJars, 1, 2, 0, null, true, null, Map.of(), List.of(), 0));
    }

    @AfterEach
    void stop() {
        suite.stop();
    }

    @Test
    void aFailureIsToldAsItWasNoticedWhileEveryProcessLives() {
        assertThat(suite.whatFailed("POST /orders answered 500")).contains("POST /orders answered 500");
    }

    @Test
    void aProcessThatHasEndedIsToldInPlaceOfWhatCameOfIt() throws Exception {
        suite.start();
        assertThatThrownBy(suite::stayUp).isInstanceOf(CannotGoOn.class);

        assertThat(suite.whatFailed("POST /orders answered 503"))
                .hasValueSatisfying(
                        line -> assertThat(line)
                                .matches(
                                        "(the local AWS|the issuer of tokens|order-service) has ended with status 1: Error: Unable to access jarfile \\S+; its log is \\S+\\.log"));
    }

    @Test
    void whatEndsWhileEverythingIsStoppedIsNoFailure() throws Exception {
        suite.start();
        suite.stop();

        assertThat(suite.whatFailed("order-service has ended with status 143")).isEmpty();
    }
}
