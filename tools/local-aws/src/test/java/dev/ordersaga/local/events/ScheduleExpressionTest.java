package dev.ordersaga.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.http.AwsError;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionTest {

    /** 2026-01-01 is a Thursday. */
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rate(1 minute)                | 2026-01-01T00:01:00Z
            rate(12 hours)                | 2026-01-01T12:00:00Z
            rate(7 days)                  | 2026-01-08T00:00:00Z
            cron(0 10 * * ? *)            | 2026-01-01T10:00:00Z
            cron(0 0 * * ? *)             | 2026-01-02T00:00:00Z
            cron(15 12 ? * MON-FRI *)     | 2026-01-01T12:15:00Z
            cron(0/20 8-9 ? * SAT,SUN *)  | 2026-01-03T08:00:00Z
            cron(0 8 L * ? *)             | 2026-01-31T08:00:00Z
            cron(0 8 3W * ? *)            | 2026-01-02T08:00:00Z
            cron(0 8 ? * 2#1 *)           | 2026-01-05T08:00:00Z
            cron(0 8 ? * FRIL *)          | 2026-01-30T08:00:00Z
            cron(0 0 29 2 ? *)            | 2028-02-29T00:00:00Z
            cron(30 6 1 JAN ? 2027/2)     | 2027-01-01T06:30:00Z
            """)
    void theNextTimeIsFound(String expression, String next) {
        assertThat(ScheduleExpression.read(expression).next(NEW_YEAR)).contains(Instant.parse(next));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rate(1 minutes)",
                "rate(2 minute)",
                "rate(0 minutes)",
                "rate(1 week)",
                "rate(99999999999 days)",
                "cron(0 10 * * *)",
                "cron(0 10 * * * *)",
                "cron(0 10 ? * ? *)",
                "cron(60 10 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 10 * 13 ? *)",
                "cron(9-5 10 * * ? *)",
                "cron(0 10 * * ? 1969)",
                "at(2026-01-01T00:00:00)",
                "daily"
            })
    void whatIsNoExpressionIsRefused(String expression) {
        assertThatThrownBy(() -> ScheduleExpression.read(expression))
                .isInstanceOf(AwsError.class)
                .hasMessage("Parameter ScheduleExpression is not valid.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cron(0 10 1 1 ? 2025)", "cron(0 10 31 2 ? *)"})
    void whatLiesInThePastOrNeverComesHasNoNext(String expression) {
        assertThat(ScheduleExpression.read(expression).next(NEW_YEAR)).isEmpty();
    }
}
