package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.LocalAws;
import dev.ordersaga.local.LocalAwsOptions;
import dev.ordersaga.local.lambda.InvocationResult;
import dev.ordersaga.order.CreateOrder;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.web.RunningRest.Answer;
import dev.ordersaga.participant.DynamoDbLocal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders on executions that do run: what the stub of the other tests says of Step Functions is held to be true here. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnStepFunctionsTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final String DEFINITION = """
            {
              "QueryLanguage": "JSONata",
              "StartAt": "CreateOrder",
              "States": {
                "CreateOrder": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {"FunctionName": "order-saga-order-service", "Payload": "{% $states.context.Execution.Input %}"},
                  "Next": "ProcessPayment"
                },
                "ProcessPayment": {
                  "Type": "Task",
                  "Resource": "arn:aws:states:::lambda:invoke",
                  "Arguments": {"FunctionName": "order-saga-payment-service", "Payload": "{% $states.context.Execution.Input %}"},
                  "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 2}],
                  "Next": "Done"
                },
                "Done": {"Type": "Succeed"}
              }
            }
            """;

    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<LocalAws> aws = new CompletableFuture<>();
    private final CompletableFuture<RunningRest> rest = new CompletableFuture<>();
    private final CompletableFuture<SfnClient> stepFunctions = new CompletableFuture<>();

    @BeforeAll
    void start() {
        aws.complete(LocalAws.start(
                LocalAwsOptions.defaults().withFunctions(this::invoke).withWaitsSkippedUpTo(Duration.ofSeconds(5))));
        URI endpoint = aws.join().endpoint();
        stepFunctions.complete(SfnClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClient(Apache5HttpClient.create())
                .build());
        stepFunctions
                .join()
                .createStateMachine(machine -> machine.name("order-saga")
                        .definition(DEFINITION)
                        .roleArn("arn:aws:iam::000000000000:role/order-saga"));
        rest.complete(new RunningRest(dynamoDb, StepFunctionsStub.start(), endpoint));
    }

    @AfterAll
    void stop() throws Exception {
        rest.join().close();
        stepFunctions.join().close();
        aws.join().close();
    }

    /** The services, as far as this saga needs them; the customer's name says what is to happen. */
    private CompletionStage<InvocationResult> invoke(String function, byte[] payload) {
        JsonNode order = JsonMapper.shared().readTree(payload);
        String id = order.path("orderId").stringValue();
        String customer = order.path("customerId").stringValue();
        if (function.contains("order-service")) {
            if (customer.equals("unlucky")) {
                return failed("dev.ordersaga.participant.ParticipantBusy");
            }
            return CompletableFuture.supplyAsync(() -> {
                create(id, order);
                return answer("{}", null);
            });
        }
        if (customer.equals("patient")) {
            return new CompletableFuture<>();
        }
        return tried.add(id)
                ? failed("dev.ordersaga.payment.GatewayUnavailable")
                : CompletableFuture.completedFuture(answer("{}", null));
    }

    private void create(String id, JsonNode order) {
        new CreateOrder(rest.join().book)
                .create(
                        new OrderId(id),
                        new OrderDetails(
                                order.path("customerId").stringValue(),
                                List.of(new OrderItem("TEA-1", 2, new Money(450, "EUR"))),
                                new Money(900, "EUR"),
                                order.path("paymentMethod").stringValue(),
                                order.path("fingerprint").stringValue(),
                                Instant.parse(order.path("placedAt").stringValue())));
    }

    private static CompletionStage<InvocationResult> failed(String error) {
        return CompletableFuture.completedFuture(
                answer("{\"errorType\":\"" + error + "\",\"errorMessage\":\"no\"}", "Unhandled"));
    }

    private static InvocationResult answer(String payload, @Nullable String error) {
        return new InvocationResult(payload.getBytes(StandardCharsets.UTF_8), error, "$LATEST", "request-1");
    }

    private Answer await(String path, Predicate<Answer> condition) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> rest.join().get(path), condition);
    }

    @Test
    void anOrderIsReadableFromItsAcceptanceOnAndItsSagaIsTold() {
        Answer placed = rest.join().post(newKey(), teaFor("customer"));
        assertThat(placed.status()).isEqualTo(202);
        String path = "/orders/" + placed.text("id");
        assertThat(rest.join().get(path).json()).isEqualTo(placed.json());

        Answer saga =
                await(path + "/saga", told -> !told.text("executionStatus").equals("RUNNING"));
        assertThat(saga.text("executionStatus")).isEqualTo("SUCCEEDED");
        assertThat(saga.json()
                        .path("steps")
                        .valueStream()
                        .map(step -> step.path("state").stringValue() + " "
                                + step.path("service").asString("-") + " "
                                + step.path("attempt") + " "
                                + step.path("outcome").stringValue() + " "
                                + step.path("error").asString("-")))
                .containsExactly(
                        "CreateOrder order-service 1 SUCCEEDED -",
                        "ProcessPayment payment-service 1 FAILED dev.ordersaga.payment.GatewayUnavailable",
                        "ProcessPayment payment-service 2 SUCCEEDED -",
                        "Done - 1 SUCCEEDED -");
    }

    @Test
    void theSameKeyGivesTheSameOrderAfterItsSagaEnded() {
        String key = newKey();
        Answer placed = rest.join().post(key, teaFor("customer"));
        await(
                "/orders/" + placed.text("id") + "/saga",
                told -> !told.text("executionStatus").equals("RUNNING"));

        assertThat(rest.join().post(key, teaFor("customer")).json()).isEqualTo(placed.json());
        assertThat(rest.join().post(key, teaFor("another")).status()).isEqualTo(422);
    }

    @Test
    void anOrderThatWasNeverWrittenIsFoundByItsEndedExecution() {
        String key = newKey();
        String path = "/orders/" + rest.join().post(key, teaFor("unlucky")).text("id");
        Answer read = await(path, order -> !order.text("status").equals("PENDING"));

        assertThat(read.text("status")).isEqualTo("NEEDS_REPAIR");
        assertThat(read.text("reason")).isEqualTo("EXECUTION_FAILED");
        assertThat(rest.join().post(key, teaFor("unlucky")).json()).isEqualTo(read.json());
        assertThat(rest.join().post(key, teaFor("another")).status()).isEqualTo(422);
        assertThat(rest.join().get(path + "/saga").json().at("/steps/0/error").stringValue())
                .isEqualTo("dev.ordersaga.participant.ParticipantBusy");
    }

    @Test
    void aStepThatWasRunningWhenItsExecutionWasStoppedIsToldSo() {
        String id = rest.join().post(newKey(), teaFor("patient")).text("id");
        String saga = "/orders/" + id + "/saga";
        Answer running = await(saga, told -> told.json().path("steps").size() == 2);
        assertThat(running.json().at("/steps/1/outcome").stringValue()).isEqualTo("RUNNING");

        stepFunctions
                .join()
                .stopExecution(
                        stop -> stop.executionArn("arn:aws:states:us-east-1:000000000000:execution:order-saga:" + id));
        Answer stopped = await(saga, told -> told.text("executionStatus").equals("ABORTED"));
        assertThat(stopped.json().at("/steps/1/outcome").stringValue()).isEqualTo("ABORTED");
    }

    @Test
    void theSameKeyFromTwentySidesAtOnceStartsOneExecution() throws Exception {
        String key = newKey();
        ExecutorService customers = Executors.newFixedThreadPool(20);
        try {
            Callable<Answer> placing = () -> rest.join().post(key, teaFor("patient"));
            List<Future<Answer>> answers = customers.invokeAll(Collections.nCopies(20, placing));
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(202);
                assertThat(answer.get().json()).isEqualTo(answers.get(0).get().json());
            }
            String id = answers.get(0).get().text("id");
            assertThat(stepFunctions
                            .join()
                            .listExecutionsPaginator(list -> list.stateMachineArn(RunningRest.STATE_MACHINE))
                            .executions()
                            .stream()
                            .filter(execution -> execution.name().equals(id)))
                    .hasSize(1);
        } finally {
            customers.shutdown();
        }
    }

    @Test
    void theSagaOfAnUnknownOrderIsNotFound() {
        assertThat(rest.join().get("/orders/" + "3".repeat(40)).status()).isEqualTo(404);
        assertThat(rest.join().get("/orders/" + "3".repeat(40) + "/saga").status())
                .isEqualTo(404);
    }

    @Test
    void healthIsUp() {
        assertThat(rest.join().get("/actuator/health").text("status")).isEqualTo("UP");
    }
}
