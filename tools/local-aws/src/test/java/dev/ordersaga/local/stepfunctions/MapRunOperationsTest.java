package dev.ordersaga.local.stepfunctions;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ordersaga.local.Clients;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionNotRedrivableException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.MapRunListItem;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.ResourceNotFoundException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MapRunOperationsTest {

    private static final String PREFIX = "arn:aws:states:us-east-1:000000000000:";
    private static final Queue<CompletableFuture<InvocationResult>> HELD = new ConcurrentLinkedQueue<>();
    private static final Queue<CompletableFuture<InvocationResult>> STOPPED = new ConcurrentLinkedQueue<>();

    private static LocalAws aws;
    private static SfnClient sfn;
    private static S3Client s3;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults().withFunctions((function, payload) -> {
            CompletableFuture<InvocationResult> call = new CompletableFuture<>();
            (function.endsWith("held") ? HELD : STOPPED).add(call);
            return call;
        }));
        sfn = Clients.sfn(aws);
        s3 = Clients.s3(aws);
        s3.createBucket(request -> request.bucket("tea"));
    }

    @AfterAll
    static void close() {
        s3.close();
        sfn.close();
        aws.close();
    }

    @Test
    void aRunAndItsChildrenCanBeDescribed() {
        s3.putObject(
                request -> request.bucket("tea").key("cups.csv"),
                RequestBody.fromString("cup,full\ngreen,no\nred,yes\n"));
        String arn = begin(
                "described",
                "'Label': 'Cups', 'ToleratedFailurePercentage': 50, 'ItemReader': {'Resource': 'arn:aws:states:::s3:getObject',"
                        + " 'ReaderConfig': {'InputType': 'CSV', 'CSVHeaderLocation': 'FIRST_ROW'},"
                        + " 'Parameters': {'Bucket': 'tea', 'Key': 'cups.csv'}},"
                        + " 'ResultWriter': {'Resource': 'arn:aws:states:::s3:putObject',"
                        + " 'Parameters': {'Bucket': 'tea', 'Prefix': 'poured'}}",
                "'A': {'Type': 'Choice', 'Choices': [{'Variable': '$.full', 'StringEquals': 'yes', 'Next': 'F'}], 'Default': 'P'},"
                        + " 'P': {'Type': 'Pass', 'End': true}, 'F': {'Type': 'Fail', 'Error': 'Full'}",
                "{}");

        DescribeExecutionResponse ended = Clients.ended(sfn, arn);
        assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        MapRunListItem listed = run(arn);
        assertThat(listed.mapRunArn()).startsWith(PREFIX + "mapRun:described/Cups:");
        assertThat(listed.stateMachineArn()).isEqualTo(PREFIX + "stateMachine:described");
        DescribeMapRunResponse run = sfn.describeMapRun(request -> request.mapRunArn(listed.mapRunArn()));
        assertThat(run.status()).isEqualTo(MapRunStatus.SUCCEEDED);
        assertThat(run.executionArn()).isEqualTo(arn);
        assertThat(run.toleratedFailurePercentage()).isEqualTo(50);
        assertThat(run.itemCounts().total()).isEqualTo(2);
        assertThat(run.itemCounts().succeeded()).isEqualTo(1);
        assertThat(run.executionCounts().failed()).isEqualTo(1);
        assertThat(run.stopDate()).isNotNull();

        ExecutionListItem failed =
                children(listed.mapRunArn(), ExecutionStatus.FAILED).get(0);
        assertThat(failed.executionArn()).startsWith(PREFIX + "execution:described/Cups:");
        DescribeExecutionResponse child = sfn.describeExecution(request -> request.executionArn(failed.executionArn()));
        assertThat(child.mapRunArn()).isEqualTo(listed.mapRunArn());
        assertThat(child.input()).isEqualTo("{\"cup\":\"red\",\"full\":\"yes\"}");
        assertThat(child.redriveStatusAsString()).isEqualTo("REDRIVABLE_BY_MAP_RUN");
        assertThat(sfn.getExecutionHistory(request -> request.executionArn(failed.executionArn()))
                        .events())
                .hasSize(5);
        assertThat(children(listed.mapRunArn(), ExecutionStatus.SUCCEEDED)).hasSize(1);

        JsonNode details = json(ended.output()).get("ResultWriterDetails");
        JsonNode manifest = json(object(details.get("Key").stringValue()));
        assertThat(manifest.get("MapRunArn").stringValue()).isEqualTo(listed.mapRunArn());
        JsonNode succeeded =
                json(object(manifest.at("/ResultFiles/SUCCEEDED/0/Key").stringValue()));
        assertThat(succeeded.get(0).get("Output").stringValue()).isEqualTo("{\"cup\":\"green\",\"full\":\"no\"}");
    }

    @Test
    void whatAnOpenRunMayDoCanBeChanged() {
        String arn = begin(
                "changed",
                "'MaxConcurrency': 1",
                "'A': {'Type': 'Task', 'End': true, 'Resource': '" + PREFIX.replace("states", "lambda")
                        + "function:held'}",
                "[1, 2, 3]");
        Queue<CompletableFuture<InvocationResult>> calls = HELD;
        await().until(calls::size, size -> size == 1);
        String run = run(arn).mapRunArn();

        sfn.updateMapRun(request -> request.mapRunArn(run).maxConcurrency(2).toleratedFailureCount(1L));

        await().until(calls::size, size -> size == 2);
        DescribeMapRunResponse open = sfn.describeMapRun(request -> request.mapRunArn(run));
        assertThat(open.status()).isEqualTo(MapRunStatus.RUNNING);
        assertThat(open.stopDate()).isNull();
        assertThat(open.maxConcurrency()).isEqualTo(2);
        assertThat(open.itemCounts().running()).isEqualTo(2);
        assertThat(open.itemCounts().pending()).isEqualTo(1);
        calls.remove().complete(fault());
        await().until(calls::size, size -> size == 2);
        calls.remove().complete(poured());
        calls.remove().complete(poured());
        assertThat(Clients.ended(sfn, arn).output()).isEqualTo("[\"poured\",\"poured\"]");
    }

    @Test
    void aStoppedExecutionStopsItsChildrenAndARedriveGoesOnWithThem() {
        Queue<CompletableFuture<InvocationResult>> calls = STOPPED;
        String arn = begin(
                "stopped",
                "'MaxConcurrency': 5",
                "'A': {'Type': 'Task', 'End': true, 'Resource': '" + PREFIX.replace("states", "lambda")
                        + "function:fails'}",
                "[1, 2]");
        await().until(calls::size, size -> size == 2);
        String run = run(arn).mapRunArn();
        calls.remove().complete(poured());
        await().until(() -> children(run, ExecutionStatus.SUCCEEDED), list -> list.size() == 1);
        calls.clear();

        sfn.stopExecution(request -> request.executionArn(arn));

        await().until(() -> children(run, ExecutionStatus.ABORTED), list -> list.size() == 1);
        assertThat(sfn.describeMapRun(request -> request.mapRunArn(run)).status())
                .isEqualTo(MapRunStatus.ABORTED);
        String child = children(run, ExecutionStatus.ABORTED).get(0).executionArn();
        assertThatExceptionOfType(ExecutionNotRedrivableException.class)
                .isThrownBy(() -> sfn.redriveExecution(request -> request.executionArn(child)));

        sfn.redriveExecution(request -> request.executionArn(arn));
        await().until(calls::size, size -> size == 1);
        calls.remove().complete(poured());

        assertThat(Clients.ended(sfn, arn).output()).isEqualTo("[\"poured\",\"poured\"]");
        DescribeMapRunResponse redriven = sfn.describeMapRun(request -> request.mapRunArn(run));
        assertThat(redriven.redriveCount()).isEqualTo(1);
        assertThat(redriven.redriveDate()).isNotNull();
        assertThat(sfn.describeExecution(request -> request.executionArn(child)).redriveCount())
                .isEqualTo(1);
    }

    @Test
    void aRunThatIsNotThereIsRefusedByName() {
        String none = PREFIX + "mapRun:described/Cups:none";

        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> sfn.describeMapRun(request -> request.mapRunArn(none)));
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() ->
                        sfn.updateMapRun(request -> request.mapRunArn(none).maxConcurrency(1)));
    }

    private static MapRunListItem run(String executionArn) {
        return await().until(
                        () -> sfn.listMapRuns(request -> request.executionArn(executionArn))
                                .mapRuns(),
                        runs -> !runs.isEmpty())
                .get(0);
    }

    private static List<ExecutionListItem> children(String run, ExecutionStatus status) {
        return sfn.listExecutions(request -> request.mapRunArn(run).statusFilter(status))
                .executions();
    }

    private static String begin(String name, String map, String states, String input) {
        String definition = "{'StartAt': 'Each', 'States': {'Each': {'Type': 'Map', 'End': true, " + map
                + ", 'ItemProcessor': {'ProcessorConfig': {'Mode': 'DISTRIBUTED', 'ExecutionType': 'STANDARD'}, 'StartAt': 'A',"
                + " 'States': {" + states + "}}}}}";
        String machine = sfn.createStateMachine(request -> request.name(name)
                        .definition(definition.replace('\'', '"'))
                        .roleArn(Machines.ROLE))
                .stateMachineArn();
        return sfn.startExecution(request -> request.stateMachineArn(machine).input(input))
                .executionArn();
    }

    private static InvocationResult poured() {
        return new InvocationResult("\"poured\"".getBytes(StandardCharsets.UTF_8), null, "$LATEST", "1");
    }

    private static InvocationResult fault() {
        return new InvocationResult(
                "{\"errorType\": \"Spilt\"}".getBytes(StandardCharsets.UTF_8), "Unhandled", "$LATEST", "1");
    }

    private static String object(String key) {
        return s3.getObjectAsBytes(request -> request.bucket("tea").key(key)).asUtf8String();
    }

    private static JsonNode json(String text) {
        return JsonMapper.builder().build().readTree(text);
    }
}
