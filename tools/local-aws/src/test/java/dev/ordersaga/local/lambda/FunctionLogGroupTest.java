package dev.ordersaga.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.logs.CloudWatchLogsService;
import dev.ordersaga.local.logs.LogGroups;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a function's process writes can be read in its log group. */
class FunctionLogGroupTest {

    @Test
    void theLinesOfAnInvocationAreInTheStreamOfItsProcessWithTheirTime(@TempDir Path directory) {
        LogGroups groups = new LogGroups(Clock.systemUTC());
        CloudWatchLogsService logs = new CloudWatchLogsService(new Caller("000000000000", "us-east-1"), groups);
        long before = System.currentTimeMillis();
        try (LambdaFixture fixture = new LambdaFixture(directory, settings -> settings.withLogGroups(groups))) {
            String function = fixture.function("echo");
            fixture.invoke(function, "{\"n\":1}");
            fixture.invoke(function, "{\"n\":2}");

            JsonNode events = ask(logs, "FilterLogEvents", "{\"logGroupName\":\"/aws/lambda/echo\"}")
                    .path("events");

            assertThat(events.valueStream().map(event -> event.path("message").asString()))
                    .filteredOn(line -> line.startsWith("START") || line.startsWith("REPORT") || line.equals("echoing"))
                    .extracting(line -> line.replaceFirst(" .*", ""))
                    .containsExactly("START", "echoing", "REPORT", "START", "echoing", "REPORT");
            assertThat(events.valueStream()
                            .map(event -> event.path("logStreamName").asString())
                            .distinct())
                    .singleElement()
                    .asString()
                    .matches("\\d{4}/\\d\\d/\\d\\d/\\[\\$LATEST][0-9a-f]{32}");
            assertThat(events.valueStream().map(event -> event.path("timestamp").asLong()))
                    .allSatisfy(time -> assertThat(time).isBetween(before, System.currentTimeMillis()));
            assertThat(ask(logs, "FilterLogEvents", "{\"logGroupName\":\"/aws/lambda/echo\"}")
                            .path("events"))
                    .hasSameSizeAs(events);
        }
    }

    private static JsonNode ask(CloudWatchLogsService logs, String operation, String input) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/",
                "",
                Map.of("x-amz-target", List.of("Logs_20140328." + operation)),
                input.getBytes(StandardCharsets.UTF_8));
        return AwsJson.MAPPER.readTree(
                logs.answer(request).toCompletableFuture().join().body());
    }
}
