package dev.ordersaga.local;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;

class MapRunsAcrossRestartsTest {

    private static final int ITEMS = 30;
    private static final String DEFINITION = """
            {"StartAt": "All", "States": {"All": {"Type": "Map", "End": true, "Label": "all", "MaxConcurrency": 20,
              "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "OutputPath": "$.Payload", "End": true}}}}}}""";

    @TempDir
    Path folder;

    /** How often each item was asked about. */
    private final Map<Integer, Integer> asked = new ConcurrentHashMap<>();

    private LocalAws start(IntPredicate answered) {
        return start(answered, item -> false);
    }

    private LocalAws start(IntPredicate answered, IntPredicate failing) {
        return LocalAws.start(LocalAwsOptions.defaults()
                .withData(folder.resolve("data"))
                .withFunctions((function, payload) -> {
                    int item = Integer.parseInt(new String(payload, StandardCharsets.UTF_8));
                    asked.merge(item, 1, Integer::sum);
                    return answered.test(item)
                            ? CompletableFuture.completedFuture(new InvocationResult(
                                    payload, failing.test(item) ? "Unhandled" : null, "$LATEST", "r-1"))
                            : new CompletableFuture<>();
                }));
    }

    private static int succeeded(SfnClient sfn, String execution) {
        return sfn.listMapRuns(request -> request.executionArn(execution)).mapRuns().stream()
                .mapToInt(run -> sfn.listExecutions(request -> request.mapRunArn(run.mapRunArn())
                                .statusFilter(ExecutionStatus.SUCCEEDED)
                                .maxResults(100))
                        .executions()
                        .size())
                .sum();
    }

    @Test
    void aMapRunGoesOnWithTheChildrenItHadAndRunsNoneTwice() {
        String execution;
        String items = IntStream.range(0, ITEMS).boxed().toList().toString().replace(" ", "");
        try (LocalAws aws = start(item -> item % 3 == 0);
                SfnClient sfn = Clients.sfn(aws)) {
            String machine = sfn.createStateMachine(request ->
                            request.name("m").definition(DEFINITION).roleArn("arn:aws:iam::000000000000:role/r"))
                    .stateMachineArn();
            execution = sfn.startExecution(
                            request -> request.stateMachineArn(machine).input(items))
                    .executionArn();
            await().until(() -> succeeded(sfn, execution), count -> count == 10);
            await().until(asked::size, count -> count == ITEMS);
        }
        for (int restart = 0; restart < 2; restart++) {
            try (LocalAws aws = start(item -> true);
                    SfnClient sfn = Clients.sfn(aws)) {
                assertThat(Clients.ended(sfn, execution).output()).isEqualTo(items);
            }
        }
        // What had not been answered was asked again, and nothing else.
        assertThat(asked)
                .hasSize(ITEMS)
                .allSatisfy(
                        (item, times) -> assertThat(times).as("item %s", item).isEqualTo(item % 3 == 0 ? 1 : 2));
    }

    @Test
    void aRedriveAfterARestartRunsTheChildrenThatFailedAgain() {
        String execution;
        String items = IntStream.range(0, ITEMS).boxed().toList().toString().replace(" ", "");
        try (LocalAws aws = start(item -> true, item -> item % 3 == 1);
                SfnClient sfn = Clients.sfn(aws)) {
            String strict = sfn.createStateMachine(request -> request.name("strict")
                            .definition(DEFINITION.replace(
                                    "\"MaxConcurrency\": 20", "\"ToleratedFailureCount\": 9, \"MaxConcurrency\": 30"))
                            .roleArn("arn:aws:iam::000000000000:role/r"))
                    .stateMachineArn();
            execution = sfn.startExecution(
                            request -> request.stateMachineArn(strict).input(items))
                    .executionArn();
            assertThat(Clients.ended(sfn, execution).status()).isEqualTo(ExecutionStatus.FAILED);
        }
        try (LocalAws aws = start(item -> true);
                SfnClient sfn = Clients.sfn(aws)) {
            sfn.redriveExecution(request -> request.executionArn(execution));
            assertThat(Clients.ended(sfn, execution).output()).isEqualTo(items);
        }
        assertThat(asked).hasSize(ITEMS);
        IntStream.range(0, ITEMS)
                .filter(item -> item % 3 == 1)
                .forEach(item -> assertThat(asked.get(item)).as("item %s", item).isEqualTo(2));
    }

    private static DescribeMapRunResponse onlyRun(SfnClient sfn, String execution) {
        String run = sfn.listMapRuns(request -> request.executionArn(execution))
                .mapRuns()
                .get(0)
                .mapRunArn();
        return sfn.describeMapRun(request -> request.mapRunArn(run));
    }

    private static String start(SfnClient sfn, String definition, String items) {
        String machine = sfn.createStateMachine(
                        request -> request.name("m").definition(definition).roleArn("arn:aws:iam::000000000000:role/r"))
                .stateMachineArn();
        return sfn.startExecution(request -> request.stateMachineArn(machine).input(items))
                .executionArn();
    }

    @Test
    void aMapRunThatEndedIsToldOfAfterARestartAsBefore() {
        String execution;
        DescribeMapRunResponse before;
        String tolerant =
                DEFINITION.replace("\"MaxConcurrency\"", "\"ToleratedFailurePercentage\": 50, \"MaxConcurrency\"");
        try (LocalAws aws = start(item -> true, item -> item == 2);
                SfnClient sfn = Clients.sfn(aws)) {
            execution = start(sfn, tolerant, "[1,2,3]");
            Clients.ended(sfn, execution);
            before = onlyRun(sfn, execution);
        }
        try (LocalAws aws = start(item -> true);
                SfnClient sfn = Clients.sfn(aws)) {
            assertThat(onlyRun(sfn, execution)).hasToString(before.toString());
        }
        assertThat(before.status()).isEqualTo(MapRunStatus.SUCCEEDED);
        assertThat(before.itemCounts().succeeded()).isEqualTo(2);
        assertThat(before.itemCounts().failed()).isEqualTo(1);
        assertThat(before.stopDate()).isNotNull();
    }

    @Test
    void whatWasChangedOfAnOpenMapRunHoldsAfterARestart() {
        String execution;
        DescribeMapRunResponse before;
        try (LocalAws aws = start(item -> false);
                SfnClient sfn = Clients.sfn(aws)) {
            execution = start(sfn, DEFINITION.replace(": 20", ": 1"), "[1,2,3]");
            await().until(asked::size, count -> count == 1);
            sfn.updateMapRun(
                    request -> request.mapRunArn(onlyRun(sfn, execution).mapRunArn())
                            .maxConcurrency(2)
                            .toleratedFailureCount(3L));
            await().until(asked::size, count -> count == 2);
            before = onlyRun(sfn, execution);
        }
        try (LocalAws aws = start(item -> false);
                SfnClient sfn = Clients.sfn(aws)) {
            DescribeMapRunResponse after = await().until(
                            () -> onlyRun(sfn, execution),
                            run -> run.executionCounts().running() == 2);
            assertThat(after.maxConcurrency()).isEqualTo(2);
            assertThat(after.toleratedFailureCount()).isEqualTo(3);
            assertThat(after.startDate()).isEqualTo(before.startDate());
            sfn.stopExecution(request -> request.executionArn(execution));
            await().until(() -> onlyRun(sfn, execution), run -> run.status() == MapRunStatus.ABORTED);
        }
    }

    @Test
    void theDateOfARedriveOutlivesTheProcess() {
        String execution;
        DescribeMapRunResponse redriven;
        try (LocalAws aws = start(item -> true, item -> asked.getOrDefault(2, 0) == 1);
                SfnClient sfn = Clients.sfn(aws)) {
            execution = start(sfn, DEFINITION, "[2]");
            assertThat(Clients.ended(sfn, execution).status()).isEqualTo(ExecutionStatus.FAILED);
            sfn.redriveExecution(request -> request.executionArn(execution));
            assertThat(Clients.ended(sfn, execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
            redriven = onlyRun(sfn, execution);
        }
        try (LocalAws aws = start(item -> true);
                SfnClient sfn = Clients.sfn(aws)) {
            assertThat(onlyRun(sfn, execution)).hasToString(redriven.toString());
        }
        assertThat(redriven.redriveCount()).isEqualTo(1);
        assertThat(redriven.redriveDate()).isNotNull();
    }
}
