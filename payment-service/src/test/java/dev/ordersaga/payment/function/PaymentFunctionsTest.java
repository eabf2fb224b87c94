package dev.ordersaga.payment.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.participant.ParticipantBusy;
import dev.ordersaga.participant.StepAlreadyCompensated;
import dev.ordersaga.participant.function.HostilePayloads;
import dev.ordersaga.payment.CardDeclined;
import dev.ordersaga.payment.GatewayTimedOut;
import dev.ordersaga.payment.GatewayUnavailable;
import dev.ordersaga.payment.RefundRefused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.function.adapter.aws.FunctionInvoker;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The function as Lambda calls it: AWS's adapter, bytes in and bytes out. */
@ExtendWith(OutputCaptureExtension.class)
class PaymentFunctionsTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static Map<String, String> settings = Map.ofEntries();
    private static @Nullable FunctionInvoker function;

    @BeforeAll
    static void start() {
        settings = Map.ofEntries(
                Map.entry("MAIN_CLASS", PaymentFunctions.class.getName()),
                Map.entry("spring.cloud.function.definition", "functionRouter"),
                Map.entry("PAYMENTS_TABLE", dynamoDb.createTable("payments", "orderId")),
                Map.entry("CARD_GATEWAY_TABLE", dynamoDb.createTable("card-gateway", "id")),
                Map.entry("CARD_GATEWAY_TIMEOUT_MS", "1"),
                Map.entry("SAGA_STEPS_TABLE", dynamoDb.createTable("steps", "id")),
                Map.entry("aws.endpointUrl", dynamoDb.endpoint().toString()),
                Map.entry("aws.region", "us-east-1"),
                Map.entry("aws.accessKeyId", "local"),
                Map.entry("aws.secretAccessKey", "local"));
        settings.forEach(System::setProperty);
        function = new FunctionInvoker();
    }

    @AfterAll
    static void forgetSettings() {
        settings.keySet().forEach(System::clearProperty);
    }

    @Test
    void everyActionAnswersInItsOwnForm() throws IOException {
        assertThat(call("{'action':'describePayment','orderId':'o-1'}"))
                .isEqualTo("{\"orderId\":\"o-1\",\"status\":\"NONE\",\"charged\":null,\"kept\":null}");
        assertThat(call(payment("o-1", "pm_card_visa")))
                .isEqualTo("{\"paymentId\":\"pay-order-o-1\",\"status\":\"CHARGED\"}");
        assertThat(call("{'action':'refundPayment','orderId':'o-1'}"))
                .isEqualTo("{\"orderId\":\"o-1\",\"outcome\":\"REFUNDED\"}");
        assertThat(call("{'action':'describePayment','orderId':'o-1'}"))
                .isEqualTo(
                        "{\"orderId\":\"o-1\",\"status\":\"REFUNDED\",\"charged\":{\"amount\":500,\"currency\":\"EUR\"},"
                                + "\"kept\":{\"amount\":0,\"currency\":\"EUR\"}}");
    }

    @Test
    void paymentsAreListedWithoutTheirMeansOfPayment() throws IOException {
        call(payment("o-8", "pm_card_visa"));

        assertThat(call("{'action':'listPayments','limit':1000,'since':'2026-01-01T00:00:00Z'}"))
                .contains(
                        "{\"orderId\":\"o-8\",\"status\":\"CHARGED\",\"amount\":{\"amount\":500,\"currency\":\"EUR\"},"
                                + "\"updatedAt\":\"")
                .endsWith("],\"next\":null}")
                .doesNotContain("pm_card");
    }

    @Test
    void everyErrorReachesLambdaUnderItsOwnClassName() throws IOException {
        assertThatThrownBy(() -> call(payment("o-2", "pm_card_declined")))
                .isExactlyInstanceOf(CardDeclined.class)
                .hasMessage("CARD_DECLINED");
        assertThatThrownBy(() -> call(payment("o-3", "pm_card_timeout_after_charge")))
                .isExactlyInstanceOf(GatewayTimedOut.class);
        assertThatThrownBy(() -> call(payment("o-4", "pm_card_unavailable_twice")))
                .isExactlyInstanceOf(GatewayUnavailable.class);
        call(payment("o-5", "pm_card_refund_refused"));
        assertThatThrownBy(() -> call("{'action':'refundPayment','orderId':'o-5'}"))
                .isExactlyInstanceOf(RefundRefused.class);
        call("{'action':'refundPayment','orderId':'o-6'}");
        assertThatThrownBy(() -> call(payment("o-6", "pm_card_visa")))
                .isExactlyInstanceOf(StepAlreadyCompensated.class);
    }

    @Test
    void aCardNumberIsNeitherAcceptedNorLoggedNorRepeated(CapturedOutput output) {
        assertThatThrownBy(() -> call(payment("o-7", "4111 1111 1111 1111")))
                .isExactlyInstanceOf(InvalidPayload.class)
                .hasMessageStartingWith("paymentMethod looks like a card number")
                .hasMessageNotContaining("1111");

        assertThat(output.getAll()).contains("processPayment").doesNotContain("1111 1111");
        assertThatCode(() -> call("{'action':'describePayment','orderId':'o-7'}"))
                .doesNotThrowAnyException();
    }

    @Test
    void everyCallIsOneLineOfJsonWithTheOrderAndTheExecutionAsFieldsOfTheirOwn(CapturedOutput output)
            throws IOException {
        call("{'action':'describePayment','orderId':'o-8','execution':'o-8-2'}");
        assertThatThrownBy(() ->
                        call(payment("o-9", "pm_card_declined").replace("{'action", "{'execution':'o-9','action")))
                .isExactlyInstanceOf(CardDeclined.class);
        call("{'action':'describePayment','orderId':'o-10'}");

        List<JsonNode> lines = output.getOut()
                .lines()
                // All but what the adapter says: before logging is set up, and of the Lambda that is not around it
                // here.
                .filter(line -> line.contains("describePayment") || line.contains("processPayment"))
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(lines)
                .extracting(
                        line -> line.path("orderId").asString(""),
                        line -> line.path("execution").asString("none"))
                .containsExactly(tuple("o-8", "o-8-2"), tuple("o-9", "o-9"), tuple("o-10", "none"));
        assertThat(lines)
                .extracting(
                        line -> line.path("action").stringValue(),
                        line -> line.path("level").stringValue())
                .containsExactly(
                        tuple("describePayment", "INFO"),
                        tuple("processPayment", "WARN"),
                        tuple("describePayment", "INFO"));
        // What Lambda does not find under this name, in this form, it counts as INFO.
        assertThat(lines)
                .allSatisfy(line -> assertThat(
                                OffsetDateTime.parse(line.path("timestamp").stringValue()))
                        .isAfter("2026-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'action':'processPayment','orderId':'o','amount':{'amount':1,'currency':'EUR'}} | /paymentMethod: missing
            {'action':'listPayments'} | /limit: missing
            {'action':'listPayments','limit':0} | limit must be from 1 to 1000
            {'action':'listPayments','limit':1001} | limit must be from 1 to 1000
            {'action':'listPayments','limit':1,'since':'today'} | since must be an instant such as 2026-01-31T12:00:00Z
            {'action':'processPayment','orderId':'o','amount':5,'paymentMethod':'pm_x'} | /amount: must be an object
            {'action':'processPayment','orderId':'o','amount':{'amount':'1','currency':'EUR'},'paymentMethod':'pm_x'} | /amount/amount: not of the expected type
            {'action':'processPayment','orderId':'o','amount':{'amount':-1,'currency':'EUR'},'paymentMethod':'pm_x'} | /amount: amount must not be negative
            {'action':'processPayment','orderId':'o','amount':{'amount':0,'currency':'EUR'},'paymentMethod':'pm_x'} | amount must be more than nothing
            {'action':'processPayment','orderId':'o','amount':{'amount':1,'currency':'EUR','x':1},'paymentMethod':'pm_x'} | /amount/x: unknown field
            {'action':'refundPayment','orderId':'o','amount':1} | /amount: unknown field
            {'action':'refundPayment','orderId':'o','orderId':'p'} | /action: must be one of processPayment, refundPayment, describePayment, listPayments
            """)
    void aPayloadThatDoesNotFitIsRefusedByItsPlace(String payload, String message) {
        assertThatThrownBy(() -> call(payload)).hasMessage(message);
    }

    private static String payment(String orderId, String paymentMethod) {
        return "{'action':'processPayment','orderId':'" + orderId
                + "','amount':{'amount':500,'currency':'EUR'},'paymentMethod':'" + paymentMethod + "'}";
    }

    @Test
    void noMemberThatTheAdapterGivesAMeaningReachesIt() {
        HostilePayloads.withAMemberTooMany("{\"action\":\"refundPayment\",\"orderId\":\"o-never\"}")
                .forEach((name, payload) -> assertThatThrownBy(() -> call(payload))
                        .as(name)
                        .isExactlyInstanceOf(InvalidPayload.class)
                        .hasMessageEndingWith("unknown field"));
    }

    @Test
    void whatIsNoPayloadIsRefusedByName() {
        HostilePayloads.withoutForm("{\"action\":\"refundPayment\",\"orderId\":\"o-never\"}")
                .forEach((name, payload) -> assertThatThrownBy(() -> call(payload))
                        .as(name)
                        .isInstanceOfAny(InvalidPayload.class, UnknownAction.class));
    }

    /** As Lambda Managed Instances call it: so many at once in one environment. */
    @Test
    void manyInvocationsAtOnceAreNotMixedUp() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> callers = IntStream.range(0, 16)
                    .<Future<?>>mapToObj(caller -> threads.submit(() -> {
                        for (int i = 0; i < 8; i++) {
                            callsOfEveryKind(caller + "-" + i);
                            callsThatAreNone(caller + "-" + i);
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> caller : callers) {
                caller.get();
            }
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static void callsOfEveryKind(String caller) throws IOException {
        String id = "at-once-" + caller;
        assertThat(outcome("{'action':'describePayment','orderId':'" + id + "'}"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"NONE\",\"charged\":null,\"kept\":null}");
        assertThat(outcome(payment(id, "pm_card_visa")))
                .isEqualTo("{\"paymentId\":\"pay-order-" + id + "\",\"status\":\"CHARGED\"}");
        assertThat(outcome(payment(id, "pm_card_visa").replace("500", "501")))
                .startsWith("dev.ordersaga.participant.StepRequestDiffers: " + id + "#");
        assertThat(outcome(payment(id + "-d", "pm_card_declined")))
                .isEqualTo("dev.ordersaga.payment.CardDeclined: CARD_DECLINED");
        assertThat(outcome("{'action':'refundPayment','orderId':'" + id + "','headers':1}"))
                .isEqualTo("dev.ordersaga.payment.function.InvalidPayload: /headers: unknown field");
        assertThat(outcome("{'action':'" + id + "'}")).startsWith("dev.ordersaga.payment.function.UnknownAction: ");
        assertThat(outcome("{'action':'refundPayment','orderId':'" + id + "'}"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"outcome\":\"REFUNDED\"}");
    }

    private static void callsThatAreNone(String caller) throws IOException {
        for (int i = 0; i < 30; i++) {
            assertThat(outcome("{'action':'refundPayment','orderId':'" + caller + "','execution':'" + "x".repeat(i + 81)
                            + "'}"))
                    .startsWith("dev.ordersaga.payment.function.InvalidPayload: /execution: must be");
            assertThat(outcome("{'action':'" + caller + i + "'}"))
                    .startsWith("dev.ordersaga.payment.function.UnknownAction: /action: must be");
        }
    }

    /** The answer or the error, which is asked for again as Step Functions does while a slow machine keeps DynamoDB busy. */
    private static String outcome(String payload) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return call(payload);
            } catch (ParticipantBusy | GatewayUnavailable e) {
                if (attempt == 20) {
                    throw e;
                }
            } catch (RuntimeException e) {
                return e.toString();
            }
        }
    }

    private static String call(String payload) throws IOException {
        return call(payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String call(byte[] payload) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Objects.requireNonNull(function).handleRequest(new ByteArrayInputStream(payload), answer, null);
        return answer.toString(StandardCharsets.UTF_8);
    }
}
