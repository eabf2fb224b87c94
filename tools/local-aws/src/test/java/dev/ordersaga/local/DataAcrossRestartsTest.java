package dev.ordersaga.local;

import static dev.ordersaga.local.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBus;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionAlreadyExistsException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;
import software.amazon.awssdk.services.sns.SnsClient;

class DataAcrossRestartsTest {

    private static final String ASKS_A_FUNCTION = """
            {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "f", "Payload": {"n": 1.5}}, "OutputPath": "$.Payload", "End": true}}}""";

    private static final String WAITS_FOR_A_TOKEN = """
            {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
              "Parameters": {"FunctionName": "f", "Payload": {"token.$": "$$.Task.Token"}}, "End": true}}}""";

    @TempDir
    Path folder;

    private final List<String> payloads = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<InvocationResult>> answers = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    private LocalAws start() {
        LocalAws aws = LocalAws.start(LocalAwsOptions.defaults()
                .withData(folder.resolve("data"))
                .withFunctions((function, payload) -> {
                    payloads.add(new String(payload, StandardCharsets.UTF_8));
                    CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
                    answers.add(answer);
                    return answer;
                }));
        open.add(aws);
        return aws;
    }

    /** What happens between one start and the next end. */
    private void during(Consumer<SfnClient> happens) {
        try (LocalAws aws = start();
                SfnClient sfn = Clients.sfn(aws)) {
            happens.accept(sfn);
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static InvocationResult answer(String payload) {
        return new InvocationResult(payload.getBytes(StandardCharsets.UTF_8), null, "$LATEST", "r-1");
    }

    private static String create(SfnClient sfn, String name, String definition) {
        return sfn.createStateMachine(request ->
                        request.name(name).definition(definition).roleArn("arn:aws:iam::000000000000:role/r"))
                .stateMachineArn();
    }

    private static String run(SfnClient sfn, String machine, String name, String input) {
        return sfn.startExecution(
                        request -> request.stateMachineArn(machine).name(name).input(input))
                .executionArn();
    }

    private static List<HistoryEvent> history(SfnClient sfn, String execution) {
        return sfn.getExecutionHistory(request -> request.executionArn(execution))
                .events();
    }

    private void asked(int times) {
        await().until(payloads::size, count -> count == times);
    }

    @Test
    void stateMachinesKeepTheirVersionsAliasesAndTags() {
        String[] arns = new String[3];
        List<Object> before = new ArrayList<>();
        during(sfn -> {
            arns[0] = create(sfn, "m", ASKS_A_FUNCTION);
            arns[1] = sfn.publishStateMachineVersion(
                            request -> request.stateMachineArn(arns[0]).description("first"))
                    .stateMachineVersionArn();
            sfn.updateStateMachine(request -> request.stateMachineArn(arns[0]).definition(WAITS_FOR_A_TOKEN));
            sfn.tagResource(request -> request.resourceArn(arns[0])
                    .tags(Tag.builder().key("team").value("tea").build()));
            arns[2] = sfn.createStateMachineAlias(request -> request.name("live")
                            .routingConfiguration(RoutingConfigurationListItem.builder()
                                    .stateMachineVersionArn(arns[1])
                                    .weight(100)
                                    .build()))
                    .stateMachineAliasArn();
            create(sfn, "deleted", ASKS_A_FUNCTION);
            sfn.deleteStateMachine(request -> request.stateMachineArn(arns[0].replace(":m", ":deleted")));
            before.addAll(described(sfn, arns));
        });

        during(sfn -> {
            assertThat(described(sfn, arns)).isEqualTo(before);
            assertThat(sfn.listStateMachines().stateMachines()).hasSize(1);
        });
        during(sfn -> assertThat(described(sfn, arns)).isEqualTo(before));
    }

    private static List<Object> described(SfnClient sfn, String[] arns) {
        return List.of(
                fields(sfn.describeStateMachine(request -> request.stateMachineArn(arns[0]))),
                fields(sfn.describeStateMachine(request -> request.stateMachineArn(arns[1]))),
                fields(sfn.describeStateMachineAlias(request -> request.stateMachineAliasArn(arns[2]))),
                fields(sfn.listTagsForResource(request -> request.resourceArn(arns[0]))));
    }

    /** An answer without what belongs to the one request. */
    private static Map<String, Object> fields(SdkPojo answer) {
        Map<String, Object> fields = new TreeMap<>();
        answer.sdkFields().forEach(field -> {
            Object value = field.getValueOrDefault(answer);
            if (value != null) {
                fields.put(field.memberName(), value);
            }
        });
        return fields;
    }

    @Test
    void anExecutionThatHasEndedIsDescribedAsBeforeAndItsNameStaysRefused() {
        String[] arn = new String[2];
        List<HistoryEvent> history = new ArrayList<>();
        DescribeExecutionResponse[] described = new DescribeExecutionResponse[1];
        during(sfn -> {
            arn[0] = create(sfn, "m", ASKS_A_FUNCTION);
            arn[1] = run(sfn, arn[0], "e", "{ \"a\": 1.0 }");
            asked(1);
            answers.get(0).complete(answer("{\"amount\": 12.50, \"big\": 1E+3}"));
            described[0] = Clients.ended(sfn, arn[1]);
            history.addAll(history(sfn, arn[1]));
        });

        assertThat(described[0].output()).contains("12.50");
        for (int restart = 0; restart < 2; restart++) {
            during(sfn -> {
                assertThat(fields(sfn.describeExecution(request -> request.executionArn(arn[1]))))
                        .isEqualTo(fields(described[0]));
                assertThat(history(sfn, arn[1])).isEqualTo(history);
                assertThat(sfn.listExecutions(request -> request.stateMachineArn(arn[0]))
                                .executions())
                        .hasSize(1);
                assertThatThrownBy(() -> run(sfn, arn[0], "e", "{}"))
                        .isInstanceOf(ExecutionAlreadyExistsException.class);
            });
        }
        assertThat(payloads).hasSize(1);
    }

    @Test
    void aFunctionThatHadNotAnsweredIsCalledAgain() {
        String[] arn = new String[1];
        during(sfn -> {
            arn[0] = run(sfn, create(sfn, "m", ASKS_A_FUNCTION), "e", "{}");
            asked(1);
        });
        during(sfn -> {
            asked(2);
            answers.get(1).complete(answer("2"));
            assertThat(Clients.ended(sfn, arn[0]).output()).isEqualTo("2");
            assertThat(history(sfn, arn[0])).hasSize(7);
        });
        assertThat(payloads).containsExactly("{\"n\":1.5}", "{\"n\":1.5}");
    }

    @Test
    void aTokenAnswersAfterARestartAndARequestThatWasTakenIsNotMadeAgain() {
        String[] arn = new String[1];
        during(sfn -> {
            arn[0] = run(sfn, create(sfn, "m", WAITS_FOR_A_TOKEN), "e", "{}");
            asked(1);
            answers.get(0).complete(answer("{}"));
            await().until(() -> history(sfn, arn[0]), events -> events.size() == 5);
        });
        String token = payloads.get(0).replaceAll("[^:]*:\"(.*)\"}", "$1");
        during(sfn -> {
            sfn.sendTaskHeartbeat(request -> request.taskToken(token));
            sfn.sendTaskSuccess(request -> request.taskToken(token).output("{\"yes\": 1}"));
        });
        during(sfn -> {
            assertThat(Clients.ended(sfn, arn[0]).output()).isEqualTo("{\"yes\":1}");
            assertThatThrownBy(() -> sfn.sendTaskSuccess(
                            request -> request.taskToken(token).output("{}")))
                    .isInstanceOf(TaskTimedOutException.class);
        });
        assertThat(payloads).hasSize(1);
    }

    @Test
    void aWaitGoesOnAndIsOverWhenItWouldHaveBeen() {
        String[] arn = new String[1];
        during(sfn -> arn[0] = run(
                sfn,
                create(
                        sfn,
                        "m",
                        "{\"StartAt\": \"W\", \"States\": {\"W\": {\"Type\": \"Wait\", \"Seconds\": 2, \"End\": true}}}"),
                "e",
                "{}"));
        during(sfn -> {
            DescribeExecutionResponse ended = Clients.ended(sfn, arn[0]);
            assertThat(ended.stopDate())
                    .isBetween(
                            ended.startDate().plusSeconds(2), ended.startDate().plusSeconds(20));
        });
    }

    @Test
    void anExecutionThatWasStoppedOrRedrivenIsSo() {
        String[] arn = new String[1];
        during(sfn -> {
            arn[0] = run(sfn, create(sfn, "m", WAITS_FOR_A_TOKEN), "e", "{}");
            sfn.stopExecution(request -> request.executionArn(arn[0]).error("E").cause("C"));
        });
        during(sfn -> {
            assertThat(sfn.describeExecution(request -> request.executionArn(arn[0]))
                            .status())
                    .isEqualTo(ExecutionStatus.ABORTED);
            sfn.redriveExecution(request -> request.executionArn(arn[0]));
        });
        during(sfn -> {
            DescribeExecutionResponse described = sfn.describeExecution(request -> request.executionArn(arn[0]));
            assertThat(described.status()).isEqualTo(ExecutionStatus.RUNNING);
            assertThat(described.redriveCount()).isEqualTo(1);
        });
    }

    @Test
    void anExecutionThatAnotherStartedIsNotStartedTwice() {
        String[] arn = new String[2];
        during(sfn -> {
            String child = create(sfn, "child", ASKS_A_FUNCTION);
            arn[0] = child;
            arn[1] = run(
                    sfn,
                    create(
                            sfn,
                            "parent",
                            "{\"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Task\", \"End\": true,"
                                    + " \"Resource\": \"arn:aws:states:::states:startExecution.sync:2\","
                                    + " \"OutputPath\": \"$.Output\", \"Parameters\": {\"StateMachineArn\": \"" + child
                                    + "\"}}}}"),
                    "e",
                    "{}");
            asked(1);
        });
        during(sfn -> {
            asked(2);
            answers.get(1).complete(answer("3"));
            assertThat(Clients.ended(sfn, arn[1]).output()).isEqualTo("3");
            assertThat(sfn.listExecutions(request -> request.stateMachineArn(arn[0]))
                            .executions())
                    .hasSize(1);
        });
    }

    @Test
    void anExecutionOfAStateMachineThatWasDeletedEndsBeforeItsNextState() {
        String[] arn = new String[1];
        during(sfn -> {
            String machine = create(
                    sfn,
                    "m",
                    ASKS_A_FUNCTION.replace(
                            "\"End\": true}", "\"Next\": \"P\"}, \"P\": {\"Type\": \"Pass\", \"End\": true}"));
            arn[0] = run(sfn, machine, "e", "{}");
            asked(1);
            sfn.deleteStateMachine(request -> request.stateMachineArn(machine));
        });
        during(sfn -> {
            asked(2);
            answers.get(1).complete(answer("1"));
            assertThat(Clients.ended(sfn, arn[0]).status()).isEqualTo(ExecutionStatus.ABORTED);
        });
    }

    @Test
    void whatWasPublishedCanBeRead() {
        try (LocalAws aws = start();
                EventBridgeClient events = Clients.events(aws)) {
            events.putEvents(request -> request.entries(PutEventsRequestEntry.builder()
                    .source("tea")
                    .detailType("Poured")
                    .detail("{\"cups\": 2}")
                    .resources("arn:tea:pot")
                    .build()));
        }
        for (int restart = 0; restart < 2; restart++) {
            try (LocalAws aws = start()) {
                assertThat(aws.events().all()).singleElement().satisfies(event -> {
                    assertThat(event.detail()).isEqualTo("{\"cups\": 2}");
                    assertThat(event.detailType()).isEqualTo("Poured");
                    assertThat(event.resources()).containsExactly("arn:tea:pot");
                });
            }
        }
        try (LocalAws aws = start();
                EventBridgeClient events = Clients.events(aws);
                SnsClient sns = Clients.sns(aws)) {
            aws.events().clear();
            events.createEventBus(request -> request.name("kept"));
            events.createEventBus(request -> request.name("deleted"));
            events.deleteEventBus(request -> request.name("deleted"));
            sns.createTopic(request -> request.name("topic"));
        }
        try (LocalAws aws = start();
                EventBridgeClient events = Clients.events(aws);
                SnsClient sns = Clients.sns(aws)) {
            assertThat(aws.events().all()).isEmpty();
            assertThat(events.listEventBuses(request -> {}).eventBuses())
                    .extracting(EventBus::name)
                    .containsExactly("default", "kept");
            assertThat(sns.listTopics().topics()).hasSize(1);
        }
    }

    @Test
    void aFolderIsForOneAtATime() {
        try (LocalAws first = start()) {
            assertThat(first.endpoint()).isNotNull();
            assertThatThrownBy(this::start)
                    .isInstanceOf(LocalAwsFailed.class)
                    .hasMessageContaining("in use by another local-aws");
        }
    }
}
