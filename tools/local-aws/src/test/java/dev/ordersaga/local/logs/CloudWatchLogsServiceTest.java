package dev.ordersaga.local.logs;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.LogDestination;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import tools.jackson.databind.JsonNode;

/** Log groups by AWS's own client: made, written and read, and what executions leave there. */
class CloudWatchLogsServiceTest {

    private static final LogDestination MACHINES = LogDestination.builder()
            .cloudWatchLogsLogGroup(
                    group -> group.logGroupArn("arn:aws:logs:us-east-1:000000000000:log-group:/machines:*"))
            .build();

    private LocalAws aws;
    private CloudWatchLogsClient logs;

    @BeforeEach
    void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults()
                .withFunctions((function, payload) -> CompletableFuture.completedFuture(
                        new InvocationResult("null".getBytes(StandardCharsets.UTF_8), null, "$LATEST", "r-1"))));
        logs = Clients.logs(aws);
    }

    @AfterEach
    void close() {
        logs.close();
        aws.close();
    }

    @Test
    void groupsAndStreamsAreMadeListedAndDeleted() {
        logs.createLogGroup(r -> r.logGroupName("/app/one"));
        logs.createLogGroup(r -> r.logGroupName("/app/two"));
        logs.putRetentionPolicy(r -> r.logGroupName("/app/one").retentionInDays(7));
        logs.createLogStream(r -> r.logGroupName("/app/one").logStreamName("b"));
        logs.createLogStream(r -> r.logGroupName("/app/one").logStreamName("a"));

        assertThat(logs.describeLogGroups(r -> r.logGroupNamePrefix("/app/o")).logGroups())
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.logGroupName()).isEqualTo("/app/one");
                    assertThat(group.arn()).isEqualTo("arn:aws:logs:us-east-1:000000000000:log-group:/app/one:*");
                    assertThat(group.retentionInDays()).isEqualTo(7);
                });
        assertThat(logs.describeLogGroupsPaginator(r -> r.limit(1)).logGroups())
                .extracting(LogGroup::logGroupName)
                .containsExactly("/app/one", "/app/two");
        assertThat(logs.describeLogStreams(r -> r.logGroupName("/app/one")).logStreams())
                .extracting(LogStream::logStreamName)
                .containsExactly("a", "b");
        assertThatThrownBy(() -> logs.createLogGroup(r -> r.logGroupName("/app/one")))
                .isInstanceOf(ResourceAlreadyExistsException.class);

        logs.deleteLogGroup(r -> r.logGroupName("/app/one"));

        assertThatThrownBy(() -> logs.describeLogStreams(r -> r.logGroupName("/app/one")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("The specified log group does not exist.");
    }

    @Test
    void oddArgumentsGetTheErrorsOfAws() {
        logs.createLogGroup(r -> r.logGroupName("/odd"));
        assertThatThrownBy(() -> logs.describeLogStreams(r -> r.logGroupName("/none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> logs.deleteLogGroup(r -> r.logGroupName("/none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertRefused(() -> logs.deleteLogGroup(r -> r.logGroupName("a b")));
        assertRefused(() -> logs.createLogGroup(r -> r.logGroupName("g".repeat(513))));
        assertRefused(() -> logs.describeLogStreams(r -> r.logGroupName("a b")));
        assertRefused(() -> logs.createLogStream(r -> r.logGroupName("/odd").logStreamName("a:b")));
        assertRefused(() -> logs.createLogStream(r -> r.logGroupName("/odd").logStreamName("a*")));
        assertRefused(() -> logs.describeLogGroups(r -> r.limit(-1)));
        assertRefused(() -> logs.describeLogGroups(r -> r.limit(51)));
        assertRefused(() -> logs.describeLogGroups(r -> r.nextToken("tea")));
        assertRefused(
                () -> logs.describeLogGroups(r -> r.logGroupNamePrefix("/o").logGroupNamePattern("odd")));
        assertRefused(() -> logs.filterLogEvents(r -> r.logGroupName("/odd").limit(-1)));
        assertRefused(() -> logs.filterLogEvents(r -> r.logGroupName("/odd").nextToken("tea")));
        assertRefused(() -> logs.filterLogEvents(r -> r.logGroupName("/odd").startTime(-1L)));
        assertRefused(() -> logs.putRetentionPolicy(r -> r.logGroupName("/odd").retentionInDays(2)));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void whatIsWrittenIsReadPageByPageInBothDirections() {
        written("s", 7);

        List<String> read = new ArrayList<>();
        GetLogEventsResponse page = logs.getLogEvents(r ->
                r.logGroupName("/app").logStreamName("s").startFromHead(true).limit(3));
        while (!page.events().isEmpty()) {
            page.events().stream().map(OutputLogEvent::message).forEach(read::add);
            String token = page.nextForwardToken();
            page = logs.getLogEvents(
                    r -> r.logGroupName("/app").logStreamName("s").limit(3).nextToken(token));
        }
        assertThat(read).containsExactly("line 0", "line 1", "line 2", "line 3", "line 4", "line 5", "line 6");
        String end = page.nextForwardToken();
        assertThat(logs.getLogEvents(
                                r -> r.logGroupName("/app").logStreamName("s").nextToken(end))
                        .nextForwardToken())
                .isEqualTo(end);

        GetLogEventsResponse newest =
                logs.getLogEvents(r -> r.logGroupName("/app").logStreamName("s").limit(2));
        assertThat(newest.events()).extracting(OutputLogEvent::message).containsExactly("line 5", "line 6");
        assertThat(logs.getLogEvents(r -> r.logGroupName("/app")
                                .logStreamName("s")
                                .limit(2)
                                .nextToken(newest.nextBackwardToken()))
                        .events())
                .extracting(OutputLogEvent::message)
                .containsExactly("line 3", "line 4");
    }

    @Test
    void aGroupIsFilteredByTimeStreamAndPattern() {
        written("s", 5);
        logs.createLogStream(r -> r.logGroupName("/app").logStreamName("t"));
        logs.putLogEvents(r -> r.logGroupName("/app")
                .logStreamName("t")
                .logEvents(InputLogEvent.builder()
                        .timestamp(1_002L)
                        .message("other 2")
                        .build()));

        assertThat(filtered("", 1_002L, 1_003L)).containsExactly("line 2", "other 2", "line 3");
        assertThat(filtered("line -3", 0L, 9_999L)).containsExactly("line 0", "line 1", "line 2", "line 4");
        assertThat(logs.filterLogEventsPaginator(r -> r.logGroupName("/app").limit(2))
                        .events())
                .extracting(FilteredLogEvent::message)
                .containsExactly("line 0", "line 1", "line 2", "other 2", "line 3", "line 4");
        assertThat(logs.filterLogEvents(r -> r.logGroupName("/app").logStreamNamePrefix("t"))
                        .events())
                .extracting(FilteredLogEvent::message)
                .containsExactly("other 2");
        assertThatThrownBy(
                        () -> logs.filterLogEvents(r -> r.logGroupName("/app").logStreamNames("none")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(
                        () -> logs.filterLogEvents(r -> r.logGroupName("/app").filterPattern("{ $.a ~ 1 }")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Invalid filter pattern");
    }

    @Test
    void aMachineThatLogsAllIsReadWhileItRuns() {
        logs.createLogGroup(r -> r.logGroupName("/machines"));
        try (SfnClient sfn = Clients.sfn(aws)) {
            String execution =
                    run(sfn, "waits", "{\"Type\":\"Wait\",\"Seconds\":3600,\"End\":true}", LogLevel.ALL, true);

            assertThat(await().until(() -> messages("/machines"), list -> list.size() == 2))
                    .satisfiesExactly(
                            started -> assertThat(started)
                                    .startsWith("{\"id\":\"1\",\"type\":\"ExecutionStarted\",\"details\":{")
                                    .contains(
                                            "\"input\":\"{\\\"a\\\":1}\",\"inputDetails\":{\"truncated\":false}",
                                            "\"previous_event_id\":\"0\"",
                                            "\"execution_arn\":\"" + execution + "\""),
                            entered -> assertThat(entered).contains("\"type\":\"WaitStateEntered\"", "\"name\":\"S\""));

            sfn.stopExecution(r -> r.executionArn(execution));

            assertThat(await().until(() -> messages("/machines"), list -> list.size() >= 3)
                            .get(2))
                    .contains("\"type\":\"ExecutionAborted\"");
            assertThat(logs.describeLogStreams(r -> r.logGroupName("/machines")).logStreams())
                    .extracting(LogStream::logStreamName)
                    .singleElement()
                    .asString()
                    .startsWith("states/waits/");
        }
    }

    @Test
    void aMachineThatLogsErrorsAloneAndNoDataSaysNoMore() {
        try (SfnClient sfn = Clients.sfn(aws)) {
            String execution = run(
                    sfn, "fails", "{\"Type\":\"Fail\",\"Error\":\"Went\",\"Cause\":\"wrong\"}", LogLevel.ERROR, false);
            Clients.ended(sfn, execution);

            List<String> messages = messages("/machines");

            assertThat(messages).hasSize(2);
            assertThat(messages.get(0))
                    .contains("\"type\":\"FailStateEntered\"")
                    .doesNotContain("\"input\"");
            assertThat(messages.get(1)).contains("\"type\":\"ExecutionFailed\"", "\"error\":\"Went\"");
        }
    }

    @Test
    void anExpressMachineLogsToo() {
        try (SfnClient sfn = Clients.sfnWithoutHostPrefix(aws)) {
            logs.createLogGroup(r -> r.logGroupName("/machines"));
            String machine = sfn.createStateMachine(r -> r.name("quick")
                            .type("EXPRESS")
                            .definition("{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Pass\",\"End\":true}}}")
                            .roleArn("arn:aws:iam::000000000000:role/any")
                            .loggingConfiguration(
                                    logging -> logging.level(LogLevel.ALL).destinations(MACHINES)))
                    .stateMachineArn();
            sfn.startSyncExecution(r -> r.stateMachineArn(machine));

            assertThat(messages("/machines")).hasSize(4);
        }
    }

    private String run(SfnClient sfn, String name, String state, LogLevel level, boolean withData) {
        if (logs.describeLogGroups(r -> r.logGroupNamePrefix("/machines"))
                .logGroups()
                .isEmpty()) {
            logs.createLogGroup(r -> r.logGroupName("/machines"));
        }
        String machine = sfn.createStateMachine(r -> r.name(name)
                        .definition("{\"StartAt\":\"S\",\"States\":{\"S\":" + state + "}}")
                        .roleArn("arn:aws:iam::000000000000:role/any")
                        .loggingConfiguration(logging -> logging.level(level)
                                .includeExecutionData(withData)
                                .destinations(MACHINES)))
                .stateMachineArn();
        return sfn.startExecution(r -> r.stateMachineArn(machine).input("{\"a\":1}"))
                .executionArn();
    }

    @Test
    void whatIsTooLargeOrTooFarApartIsRefusedAsAWhole() {
        written("s", 1);

        assertThatThrownBy(() -> put(0, "x".repeat(1_048_551)))
                .hasMessageContaining("Log event too large: 1048577 bytes exceeds limit of 1048576");
        assertThatThrownBy(() -> put(0, "x".repeat(600_000), "x".repeat(600_000)))
                .hasMessageContaining("Upload too large: 1200052 bytes exceeds limit of 1048576");
        assertThatThrownBy(() -> put(86_400_001, "a", "b")).hasMessageContaining("cannot span more than 24 hours");
        assertThat(filtered("", 2_000, 90_000_000)).isEmpty();
        put(86_400_000, "a", "b");
        assertThat(filtered("", 2_000, 90_000_000)).containsExactly("a", "b");
    }

    private void put(long apart, String... messages) {
        logs.putLogEvents(r -> r.logGroupName("/app")
                .logStreamName("s")
                .logEvents(IntStream.range(0, messages.length)
                        .mapToObj(i -> InputLogEvent.builder()
                                .timestamp(2_000 + i * apart)
                                .message(messages[i])
                                .build())
                        .toList()));
    }

    @Test
    void dataOfAMachineThatIsTooLargeForALogEventIsCutAndSaidToBe() throws Exception {
        try (SfnClient sfn = Clients.sfn(aws)) {
            logs.createLogGroup(r -> r.logGroupName("/machines"));
            String machine = sfn.createStateMachine(r -> r.name("large")
                            .definition("{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Succeed\"}}}")
                            .roleArn("arn:aws:iam::000000000000:role/any")
                            .loggingConfiguration(logging -> logging.level(LogLevel.ALL)
                                    .includeExecutionData(true)
                                    .destinations(MACHINES)))
                    .stateMachineArn();
            String input = "\"" + "\\n".repeat(100_000) + "\"";
            String execution = sfn.startExecution(
                            r -> r.stateMachineArn(machine).input(input))
                    .executionArn();
            Clients.ended(sfn, execution);

            List<FilteredLogEvent> events = await().until(
                            () -> logs.filterLogEvents(
                                            r -> r.logGroupName("/machines").filterPattern("ExecutionStarted"))
                                    .events(),
                            all -> !all.isEmpty());

            JsonNode details = AwsJson.MAPPER.readTree(events.get(0).message()).path("details");
            assertThat(details.path("inputDetails").path("truncated").asBoolean())
                    .isTrue();
            // Each of its characters but the quotation marks takes two bytes escaped, or one.
            assertThat(input).startsWith(details.path("input").asString());
            assertThat(AwsJson.text(details.path("input")).length()).isBetween(248 * 1024 - 10, 248 * 1024 + 2);
        }
    }

    private void written(String stream, int count) {
        logs.createLogGroup(r -> r.logGroupName("/app"));
        logs.createLogStream(r -> r.logGroupName("/app").logStreamName(stream));
        logs.putLogEvents(r -> r.logGroupName("/app")
                .logStreamName(stream)
                .logEvents(LongStream.range(0, count)
                        .mapToObj(i -> InputLogEvent.builder()
                                .timestamp(1_000 + i)
                                .message("line " + i)
                                .build())
                        .toList()));
    }

    private List<String> filtered(String pattern, long start, long end) {
        return logs
                .filterLogEvents(r -> r.logGroupName("/app")
                        .filterPattern(pattern)
                        .startTime(start)
                        .endTime(end))
                .events()
                .stream()
                .map(FilteredLogEvent::message)
                .toList();
    }

    private List<String> messages(String group) {
        return logs.filterLogEvents(r -> r.logGroupName(group)).events().stream()
                .map(FilteredLogEvent::message)
                .toList();
    }
}
