package dev.ordersaga.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.console.endpoint.EndpointAway;
import dev.ordersaga.console.endpoint.EndpointRefused;
import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The SDK's answers in the shape of the wire, as the console reads them from every endpoint. */
class SdkCallsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Waits for somebody's token first, then for an hour. */
    private static final String ASK = """
            {"StartAt":"Ask","States":{
              "Ask":{"Type":"Task","Resource":"arn:aws:states:::events:putEvents.waitForTaskToken","TimeoutSeconds":600,
                "Parameters":{"Entries":[{"Source":"test","DetailType":"asked","Detail":{"token.$":"$$.Task.Token"}}]},"Next":"Rest"},
              "Rest":{"Type":"Wait","Seconds":3600,"End":true}}}
            """;

    private LocalAws aws;
    private SfnClient client;
    private SdkCalls calls;

    @BeforeEach
    void start() {
        aws = LocalAws.start(LocalAwsOptions.defaults());
        client = client(aws.endpoint());
        calls = new SdkCalls(client);
    }

    @AfterEach
    void stop() {
        client.close();
        aws.close();
    }

    @Test
    void machinesAreListedPageByPageAndDescribed() {
        machine("a");
        machine("b");

        ObjectNode first = calls.call("ListStateMachines", object().put("maxResults", 1));
        ObjectNode second = calls.call(
                "ListStateMachines",
                object().put("maxResults", 1)
                        .put("nextToken", first.path("nextToken").asString()));
        ObjectNode described = calls.call(
                "DescribeStateMachine",
                object().put(
                                "stateMachineArn",
                                first.path("stateMachines")
                                        .path(0)
                                        .path("stateMachineArn")
                                        .asString()));

        assertThat(first.path("stateMachines").size()).isOne();
        assertThat(second.path("stateMachines").size()).isOne();
        assertThat(second.has("nextToken")).isFalse();
        assertThat(described.path("definition").asString()).isEqualTo(ASK);
        assertThat(described.path("type").asString()).isEqualTo("STANDARD");
        assertThat(described.path("creationDate").isNumber()).isTrue();
    }

    @Test
    void anExecutionIsStartedAnsweredFollowedAndStopped() {
        String run = calls.call(
                        "StartExecution",
                        object().put("stateMachineArn", machine("ask"))
                                .put("name", "one")
                                .put("input", "{\"of\":\"me\"}"))
                .path("executionArn")
                .asString();
        calls.call("SendTaskSuccess", object().put("taskToken", token()).put("output", "{\"said\":\"yes\"}"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> history(run, false).toString().contains("WaitStateEntered"));

        ObjectNode events = history(run, false);
        ObjectNode last = history(run, true);
        calls.call(
                "StopExecution",
                object().put("executionArn", run).put("error", "Enough").put("cause", "test"));
        ObjectNode described = calls.call("DescribeExecution", object().put("executionArn", run));

        assertThat(events.path("events").path(0).path("type").asString()).isEqualTo("ExecutionStarted");
        assertThat(events.path("events")
                        .path(0)
                        .path("executionStartedEventDetails")
                        .path("input")
                        .asString())
                .isEqualTo("{\"of\":\"me\"}");
        assertThat(events.path("events").path(0).path("timestamp").isNumber()).isTrue();
        assertThat(last.path("events").path(0).path("id").asInt())
                .isEqualTo(events.path("events").size());
        assertThat(described.path("status").asString()).isEqualTo("ABORTED");
        assertThat(described.path("error").asString()).isEqualTo("Enough");
        assertThat(described.path("redriveStatus").asString()).isEqualTo("REDRIVABLE");
        assertThat(calls.call("DescribeStateMachineForExecution", object().put("executionArn", run))
                        .path("definition")
                        .asString())
                .isEqualTo(ASK);
        assertThat(calls.call("RedriveExecution", object().put("executionArn", run))
                        .path("redriveDate")
                        .isNumber())
                .isTrue();
    }

    @Test
    void aTaskIsFailedByItsToken() {
        String machine = machine("ask");
        String run = calls.call(
                        "StartExecution",
                        object().put("stateMachineArn", machine).put("input", "{}"))
                .path("executionArn")
                .asString();

        calls.call(
                "SendTaskFailure",
                object().put("taskToken", token()).put("error", "No").put("cause", "not today"));

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(calls.call(
                                        "ListExecutions",
                                        object().put("stateMachineArn", machine).put("statusFilter", "FAILED"))
                                .path("executions")
                                .path(0)
                                .path("executionArn")
                                .asString())
                        .isEqualTo(run));
    }

    @Test
    void whatTheEndpointRefusesIsToldByItsCode() {
        assertThatThrownBy(() -> calls.call(
                        "DescribeExecution",
                        object().put("executionArn", "arn:aws:states:us-east-1:000000000000:execution:nothing:nobody")))
                .isInstanceOfSatisfying(EndpointRefused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ExecutionDoesNotExist");
                    assertThat(refused.isMissing()).isTrue();
                });
        assertThatThrownBy(() -> calls.call("DeleteStateMachine", object())).isInstanceOf(EndpointRefused.class);
    }

    @Test
    void anEndpointThatDoesNotAnswerIsAway() {
        try (SfnClient nobody = client(URI.create("http://127.0.0.1:1"))) {
            assertThatThrownBy(() -> new SdkCalls(nobody).call("ListStateMachines", object()))
                    .isInstanceOf(EndpointAway.class);
        }
    }

    private ObjectNode history(String run, boolean fromTheEnd) {
        return calls.call(
                "GetExecutionHistory",
                object().put("executionArn", run).put("maxResults", 100).put("reverseOrder", fromTheEnd));
    }

    /** What the task that waits has put on the bus. */
    private String token() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !aws.events().all().isEmpty());
        return JSON.readTree(aws.events().all().get(0).detail()).path("token").asString();
    }

    private String machine(String name) {
        return client.createStateMachine(create -> create.name(name)
                        .roleArn("arn:aws:iam::000000000000:role/r")
                        .definition(ASK))
                .stateMachineArn();
    }

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private static SfnClient client(URI endpoint) {
        return SfnClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(Apache5HttpClient.create())
                .overrideConfiguration(override -> override.retryStrategy(RetryMode.LEGACY))
                .build();
    }
}
