package dev.ordersaga.local.clock;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.http.AwsJson;
import dev.ordersaga.local.lambda.InvocationResult;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sfn.model.SyncExecutionStatus;
import software.amazon.awssdk.services.sns.SnsClient;
import tools.jackson.databind.JsonNode;

class ClockServiceTest {

    private static final String RETRIES_FOR_AN_HOUR = """
            {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "f", "Payload": {}}, "OutputPath": "$.Payload", "End": true,
              "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 600, "MaxAttempts": 3, "BackoffRate": 2}]}}}""";

    private static final String WAITS_A_DAY = """
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 86400, "End": true}}}""";

    private final HttpClient http = HttpClient.newHttpClient();

    private record Answer(int status, JsonNode json) {}

    private Answer post(LocalAws aws, String body) throws Exception {
        return sent(HttpRequest.newBuilder(aws.endpoint().resolve("/_local/clock"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private Answer get(LocalAws aws) throws Exception {
        return sent(
                HttpRequest.newBuilder(aws.endpoint().resolve("/_local/clock")).build());
    }

    private Answer sent(HttpRequest request) throws Exception {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), AwsJson.MAPPER.readTree(response.body()));
    }

    private static String run(SfnClient sfn, String definition) {
        String machine = sfn.createStateMachine(
                        request -> request.name("m").definition(definition).roleArn("arn:aws:iam::000000000000:role/r"))
                .stateMachineArn();
        return sfn.startExecution(request -> request.stateMachineArn(machine)).executionArn();
    }

    @Test
    void anHourOfRetriesIsOverInOneCallWithTheirDates() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        LocalAwsOptions options = LocalAwsOptions.defaults().withFunctions((function, payload) -> {
            asked.add(function);
            String error = asked.size() < 4 ? "Unhandled" : null;
            return CompletableFuture.completedFuture(
                    new InvocationResult("{}".getBytes(StandardCharsets.UTF_8), error, "$LATEST", "r"));
        });
        try (LocalAws aws = LocalAws.start(options);
                SfnClient sfn = Clients.sfn(aws)) {
            String execution = run(sfn, RETRIES_FOR_AN_HOUR);

            // The retries are 70 minutes apart in all, and the calls between them take a while, too.
            Answer moved = post(aws, "{\"advance\": \"PT71M\"}");

            assertThat(moved.status()).isEqualTo(200);
            DescribeExecutionResponse ended = sfn.describeExecution(request -> request.executionArn(execution));
            assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(asked).hasSize(4);
            // 10, 20 and 40 minutes, and what the calls took.
            assertThat(Duration.between(ended.startDate(), ended.stopDate()))
                    .isBetween(Duration.ofMinutes(70), Duration.ofMinutes(72));
            assertThat(Duration.parse(moved.json().path("ahead").asString()))
                    .isBetween(Duration.ofMinutes(69), Duration.ofMinutes(71));
        }
    }

    @Test
    void aTaskThatWaitsForAWorkerHoldsNoAdvanceUp() throws Exception {
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());
                SfnClient sfn = Clients.sfn(aws)) {
            String activity =
                    sfn.createActivity(request -> request.name("pack")).activityArn();
            String waiting = run(sfn, """
                    {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s", "TimeoutSeconds": 3600,
                      "End": true}}}""".formatted(activity));

            assertThat(timeFor(() -> post(aws, "{\"advance\": \"PT2H\"}"))).isLessThan(Duration.ofSeconds(20));

            DescribeExecutionResponse ended = sfn.describeExecution(request -> request.executionArn(waiting));
            assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
            assertThat(ended.error()).isEqualTo("States.Timeout");
            assertThat(timeFor(() -> post(aws, "{\"advance\": \"PT2H\"}")))
                    .as("its task is forgotten")
                    .isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void anExecutionThatWaitsForAnotherHoldsNoAdvanceUp() throws Exception {
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());
                SfnClient sfn = Clients.sfn(aws)) {
            String child = sfn.createStateMachine(request ->
                            request.name("child").definition(WAITS_A_DAY).roleArn("arn:aws:iam::000000000000:role/r"))
                    .stateMachineArn();
            String parent = run(sfn, """
                    {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                      "Parameters": {"StateMachineArn": "%s"}, "End": true}}}""".formatted(child));

            assertThat(timeFor(() -> post(aws, "{\"advance\": \"P2D\"}"))).isLessThan(Duration.ofSeconds(20));

            assertThat(sfn.describeExecution(request -> request.executionArn(parent))
                            .status())
                    .isEqualTo(ExecutionStatus.SUCCEEDED);
        }
    }

    private static Duration timeFor(Callable<?> call) throws Exception {
        long begin = System.nanoTime();
        call.call();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Test
    void timeRunsAtAMultiple() throws Exception {
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());
                SfnClient sfn = Clients.sfn(aws)) {
            assertThat(get(aws).json().path("rate").asInt()).isEqualTo(1);
            assertThat(post(aws, "{\"rate\": 10000}").json().path("rate").asInt())
                    .isEqualTo(10_000);
            String execution = run(sfn, WAITS_A_DAY);

            DescribeExecutionResponse ended = Clients.ended(sfn, execution);

            assertThat(Duration.between(ended.startDate(), ended.stopDate()))
                    .isGreaterThanOrEqualTo(Duration.ofDays(1));
        }
    }

    @Test
    void anExpressExecutionIsOverAfterFiveMinutes() throws Exception {
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults());
                SfnClient sfn = Clients.sfn(aws);
                SfnClient unprefixed = Clients.sfnWithoutHostPrefix(aws)) {
            String machine = sfn.createStateMachine(request -> request.name("quick")
                            .definition(WAITS_A_DAY)
                            .type(StateMachineType.EXPRESS)
                            .roleArn("arn:aws:iam::000000000000:role/r"))
                    .stateMachineArn();
            post(aws, "{\"rate\": 10000}");

            StartSyncExecutionResponse ended =
                    unprefixed.startSyncExecution(request -> request.stateMachineArn(machine));

            assertThat(ended.status()).isEqualTo(SyncExecutionStatus.TIMED_OUT);
            assertThat(Duration.between(ended.startDate(), ended.stopDate()))
                    .isBetween(Duration.ofMinutes(5), Duration.ofHours(5));
        }
    }

    @Test
    void aRuleFallsDueAsOftenAsTimeRuns() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withFunctions((function, payload) -> {
                    told.add(new String(payload, StandardCharsets.UTF_8));
                    return CompletableFuture.completedFuture(new InvocationResult(payload, null, "$LATEST", "r"));
                }));
                EventBridgeClient events = Clients.events(aws)) {
            hourly(events, "rate(1 hour)");
            assertThat(post(aws, "{\"rate\": 10000}").status()).isEqualTo(200);

            await().until(told::size, size -> size >= 5);
        }
        List<Instant> due = told.stream()
                .map(time -> Instant.parse(time.replace("\"", "")))
                .limit(5)
                .toList();
        // A machine that is held up leaves an hour out, and makes none up.
        assertThat(due).doesNotHaveDuplicates().isSorted();
        assertThat(Duration.between(due.get(0), due.get(4))).isGreaterThanOrEqualTo(Duration.ofHours(4));
    }

    private static void hourly(EventBridgeClient events, String schedule) {
        events.putRule(request -> request.name("r").scheduleExpression(schedule));
        events.putTargets(request -> request.rule("r")
                .targets(Target.builder()
                        .id("t")
                        .arn("arn:aws:lambda:us-east-1:000000000000:function:f")
                        .inputPath("$.time")
                        .build()));
    }

    @Test
    void aScheduleOfTheTemplateFallsDueAsTimeIsMovedOn(@TempDir Path folder) throws Exception {
        Path template = Files.writeString(folder.resolve("template.yaml"), """
                Resources:
                  Audit:
                    Type: AWS::Serverless::StateMachine
                    Properties:
                      Definition: {StartAt: Done, States: {Done: {Type: Succeed}}}
                      Events:
                        Hourly: {Type: Schedule, Properties: {Schedule: rate(1 hour), Input: '{"why": "hourly"}'}}
                """);
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withTemplate(template));
                SfnClient sfn = Clients.sfn(aws)) {
            String machine = sfn.listStateMachines().stateMachines().get(0).stateMachineArn();
            assertThat(started(sfn, machine)).isEmpty();

            assertThat(moved(aws, "PT59M")).isEqualTo(200);
            assertThat(started(sfn, machine)).isEmpty();
            assertThat(moved(aws, "PT2M")).isEqualTo(200);
            await().until(() -> started(sfn, machine).size(), size -> size == 1);
            assertThat(moved(aws, "PT3H")).isEqualTo(200);
            await().until(() -> started(sfn, machine).size(), size -> size == 4);

            String last = started(sfn, machine).get(0).executionArn();
            assertThat(Clients.ended(sfn, last).input()).isEqualTo("{\"why\": \"hourly\"}");
        }
    }

    private static List<ExecutionListItem> started(SfnClient sfn, String machine) {
        return sfn.listExecutions(request -> request.stateMachineArn(machine)).executions();
    }

    @Test
    void anInvocationThatNobodyWaitsForIsTriedAgainAsTimeIsMovedOn() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults().withFunctions((function, payload) -> {
                    told.add(function);
                    return CompletableFuture.completedFuture(
                            new InvocationResult(payload, "Unhandled", "$LATEST", "r"));
                }));
                SnsClient sns = Clients.sns(aws)) {
            String topic = sns.createTopic(request -> request.name("topic")).topicArn();
            sns.subscribe(request -> request.topicArn(topic)
                    .protocol("lambda")
                    .endpoint("arn:aws:lambda:us-east-1:000000000000:function:f"));
            sns.publish(request -> request.topicArn(topic).message("m"));

            // After one minute and after two more.
            await().until(
                            () -> {
                                assertThat(moved(aws, "PT1M")).isEqualTo(200);
                                return told.size();
                            },
                            size -> size == 3);
        }
    }

    private int moved(LocalAws aws, String by) {
        try {
            return post(aws, "{\"advance\": \"" + by + "\"}").status();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theTimeIsKeptOverARestart(@TempDir Path folder) throws Exception {
        LocalAwsOptions options = LocalAwsOptions.defaults().withData(folder);
        String execution;
        Instant now;
        try (LocalAws aws = LocalAws.start(options);
                SfnClient sfn = Clients.sfn(aws)) {
            execution = run(sfn, WAITS_A_DAY);
            now = Instant.parse(
                    post(aws, "{\"advance\": \"PT23H\"}").json().path("now").asString());
        }
        try (LocalAws aws = LocalAws.start(options);
                SfnClient sfn = Clients.sfn(aws)) {
            assertThat(Instant.parse(get(aws).json().path("now").asString())).isAfterOrEqualTo(now);
            assertThat(sfn.describeExecution(request -> request.executionArn(execution))
                            .status())
                    .isEqualTo(ExecutionStatus.RUNNING);
            post(aws, "{\"advance\": \"PT1H\"}");
            assertThat(sfn.describeExecution(request -> request.executionArn(execution))
                            .status())
                    .isEqualTo(ExecutionStatus.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON",
                "[]",
                "{}",
                "null",
                "{\"advance\": 5}",
                "{\"advance\": \"an hour\"}",
                "{\"advance\": \"-PT1H\"}",
                "{\"advance\": \"P4000D\"}",
                "{\"advance\": \"PT1H\", \"rate\": -1}",
                "{\"rate\": \"60\"}",
                "{\"rate\": 1e9}",
                "{\"rate\": null}",
                "{\"back\": \"PT1H\"}"
            })
    void whatIsNoMoveIsRefusedWithTheReason(String body) throws Exception {
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.defaults())) {
            Answer refused = post(aws, body);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("reason").asString()).isNotEmpty();
            assertThat(get(aws).json().path("rate").asInt()).isEqualTo(1);
        }
    }
}
