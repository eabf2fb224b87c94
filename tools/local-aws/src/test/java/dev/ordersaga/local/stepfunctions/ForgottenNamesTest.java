package dev.ordersaga.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForgottenNamesTest {

    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private final ForgottenNames names = new ForgottenNames(Duration.ofDays(90), 10_000);

    @Test
    void aNameIsKnownWithTheTimeOfItsEnd() {
        for (int i = 0; i < 5_000; i++) {
            names.add("arn:" + i, NEW_YEAR.plusSeconds(i));
        }

        for (int i = 0; i < 5_000; i++) {
            assertThat(names.ended("arn:" + i)).isEqualTo(NEW_YEAR.plusSeconds(i));
        }
        assertThat(names.ended("arn:5000")).isNull();
    }

    @Test
    void aNameThatIsTakenOutIsUnknownAndCanComeBack() {
        names.add("arn:a", NEW_YEAR);
        names.remove("arn:a");
        assertThat(names.ended("arn:a")).isNull();

        names.add("arn:a", NEW_YEAR.plusSeconds(1));
        assertThat(names.ended("arn:a")).isEqualTo(NEW_YEAR.plusSeconds(1));
        names.remove("arn:unknown");
    }

    @Test
    void namesThatCountNoLongerMakeRoom() {
        for (int i = 0; i < 100_000; i++) {
            names.add("arn:" + i, NEW_YEAR.plus(Duration.ofDays(i / 100)));
        }

        assertThat(names.ended("arn:99999")).isNotNull();
        assertThat(names.bytes()).isLessThan(2_000_000);
    }

    @Test
    void ofTooManyTheNewestStay() {
        for (int i = 0; i < 100_000; i++) {
            names.add("arn:" + i, NEW_YEAR.plusMillis(i));
        }

        for (int i = 96_000; i < 100_000; i++) {
            assertThat(names.ended("arn:" + i)).isNotNull();
        }
        assertThat(names.ended("arn:0")).isNull();
        assertThat(names.bytes()).isLessThan(2_000_000);
    }
}
