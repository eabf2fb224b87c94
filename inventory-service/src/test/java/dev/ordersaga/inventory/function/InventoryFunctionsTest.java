package dev.ordersaga.inventory.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.inventory.OutOfStock;
import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.participant.ParticipantBusy;
import dev.ordersaga.participant.function.HostilePayloads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.function.adapter.aws.FunctionInvoker;

/** The function as Lambda calls it: AWS's adapter, bytes in and bytes out. */
@ExtendWith(OutputCaptureExtension.class)
class InventoryFunctionsTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static Map<String, String> settings = Map.of();
    private static @Nullable FunctionInvoker function;

    @BeforeAll
    static void start() {
        settings = Map.of(
                "MAIN_CLASS", InventoryFunctions.class.getName(),
                "spring.cloud.function.definition", "functionRouter",
                "STOCK_TABLE", dynamoDb.createTable("stock", "sku"),
                "RESERVATIONS_TABLE", dynamoDb.createTable("reservations", "orderId"),
                "SAGA_STEPS_TABLE", dynamoDb.createTable("steps", "id"),
                "aws.endpointUrl", dynamoDb.endpoint().toString(),
                "aws.region", "us-east-1",
                "aws.accessKeyId", "local",
                "aws.secretAccessKey", "local");
        settings.forEach(System::setProperty);
        function = new FunctionInvoker();
    }

    @AfterAll
    static void forgetSettings() {
        settings.keySet().forEach(System::clearProperty);
    }

    @Test
    void everyActionAnswersInItsOwnForm() throws IOException {
        assertThat(call("{'action':'receiveStock','deliveryId':'d-1','sku':'tea','quantity':10}"))
                .isEqualTo("{\"sku\":\"tea\",\"onHand\":10}");
        assertThat(call("{'action':'reserveInventory','orderId':'o-1','items':[{'sku':'tea','quantity':3}]}"))
                .isEqualTo("{\"orderId\":\"o-1\",\"status\":\"RESERVED\"}");
        assertThat(call("{'action':'describeStock','skus':['tea']}"))
                .isEqualTo("{\"stock\":[{\"sku\":\"tea\",\"onHand\":7}]}");
        assertThat(call("{'action':'describeReservation','orderId':'o-1'}"))
                .isEqualTo("{\"orderId\":\"o-1\",\"status\":\"RESERVED\"}");
        assertThat(call("{'action':'listReservations','limit':1000,'since':'2026-01-01T00:00:00Z'}"))
                .startsWith("{\"reservations\":[")
                .contains("{\"orderId\":\"o-1\",\"status\":\"RESERVED\",\"pieces\":3,\"updatedAt\":\"")
                .endsWith("],\"next\":null}");
        assertThat(call("{'action':'releaseInventory','orderId':'o-1'}"))
                .isEqualTo("{\"orderId\":\"o-1\",\"outcome\":\"RELEASED\"}");
    }

    @Test
    void aRefusalReachesLambdaUnderItsOwnClassName() throws IOException {
        call("{'action':'receiveStock','deliveryId':'d-2','sku':'mug','quantity':1}");

        assertThatThrownBy(() ->
                        call("{'action':'reserveInventory','orderId':'o-2','items':[{'sku':'mug','quantity':2}]}"))
                .isExactlyInstanceOf(OutOfStock.class)
                .hasMessage("OUT_OF_STOCK: mug");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'action':null}",
                "{'action':7}",
                "{'action':'describe'}",
                "{'action':'functionRouter'}",
                "{'action':'describeStock,releaseInventory','orderId':'o'}",
                "[]",
                "[{'action':'describeStock','skus':[]}]",
                "'describeStock'"
            })
    void aPayloadThatNamesNoActionIsUnknown(String payload) {
        assertThatThrownBy(() -> call(payload)).isExactlyInstanceOf(UnknownAction.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'action':'releaseInventory'} | /orderId: missing
            {'action':'describeReservation'} | /orderId: missing
            {'action':'listReservations'} | /limit: missing
            {'action':'listReservations','limit':1001} | limit must be from 1 to 1000
            {'action':'listReservations','limit':1,'since':'today'} | since must be an instant such as 2026-01-31T12:00:00Z
            {'action':'releaseInventory','orderId':null} | /orderId: missing
            {'action':'releaseInventory','orderId':7} | /orderId: not of the expected type
            {'action':'releaseInventory','orderId':' '} | an order id has from 1 to 128 characters, not all blank
            {'action':'releaseInventory','orderId':'o','extra':1} | /extra: unknown field
            {'action':'releaseInventory','orderId':'o','4111111111111111':1} | /…: unknown field
            {'action':'releaseInventory','orderId':'o','httpMethod':'GET'} | /httpMethod: unknown field
            {'action':'releaseInventory','orderId':'o','headers':{'a':'b'}} | /headers: unknown field
            {'action':'releaseInventory','payload':{'action':'describeStock','skus':[]}} | /payload: unknown field
            {'action':'reserveInventory','orderId':'o','items':{}} | /items: must be an array
            {'action':'reserveInventory','orderId':'o','items':[]} | an order has from 1 to 25 items
            {'action':'reserveInventory','orderId':'o','items':[null]} | /items/0: missing
            {'action':'reserveInventory','orderId':'o','items':[{'sku':'a'}]} | /items/0/quantity: missing
            {'action':'reserveInventory','orderId':'o','items':[{'sku':'a','quantity':1.5}]} | /items/0/quantity: not of the expected type
            {'action':'reserveInventory','orderId':'o','items':[{'sku':'a','quantity':'1'}]} | /items/0/quantity: not of the expected type
            {'action':'reserveInventory','orderId':'o','items':[{'sku':'a','quantity':true}]} | /items/0/quantity: not of the expected type
            {'action':'reserveInventory','orderId':'o','items':[{'sku':'a','quantity':99999999999}]} | /items/0/quantity: not of the expected type
            {'action':'reserveInventory','orderId':'o','items':[{'sku':'a','quantity':0}]} | /items/0: quantity must be from 1 to 1000000
            {'action':'reserveInventory','orderId':'o','items':[{'sku':'a','quantity':1,'price':1}]} | /items/0/price: unknown field
            """)
    void aPayloadThatDoesNotFitIsRefusedByItsPlace(String payload, String message) {
        assertThatThrownBy(() -> call(payload))
                .isExactlyInstanceOf(InvalidPayload.class)
                .hasMessage(message);
    }

    @Test
    void thePayloadIsNotLogged(CapturedOutput output) throws IOException {
        call("{'action':'receiveStock','deliveryId':'delivery-not-to-be-logged','sku':'pot','quantity':1}");

        assertThat(output.getAll())
                .contains("receiveStock answered")
                .doesNotContain("delivery-not-to-be-logged")
                .doesNotContain("Received:");
    }

    @Test
    void noMemberThatTheAdapterGivesAMeaningReachesIt() {
        HostilePayloads.withAMemberTooMany("{\"action\":\"releaseInventory\",\"orderId\":\"o-never\"}")
                .forEach((name, payload) -> assertThatThrownBy(() -> call(payload))
                        .as(name)
                        .isExactlyInstanceOf(InvalidPayload.class)
                        .hasMessageEndingWith("unknown field"));
    }

    @Test
    void whatIsNoPayloadIsRefusedByName() {
        HostilePayloads.withoutForm("{\"action\":\"releaseInventory\",\"orderId\":\"o-never\"}")
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
        String reserve =
                "{'action':'reserveInventory','orderId':'" + id + "','items':[{'sku':'" + id + "','quantity':2}]}";
        assertThat(outcome("{'action':'receiveStock','deliveryId':'" + id + "','sku':'" + id + "','quantity':3}"))
                .isEqualTo("{\"sku\":\"" + id + "\",\"onHand\":3}");
        assertThat(outcome(reserve)).isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"RESERVED\"}");
        assertThat(outcome(reserve)).isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"RESERVED\"}");
        assertThat(outcome(reserve.replace(id + "','items", id + "-more','items")))
                .isEqualTo("dev.ordersaga.inventory.OutOfStock: OUT_OF_STOCK: " + id);
        assertThat(outcome(reserve.replace("2}", "2,'headers':[]}")))
                .isEqualTo("dev.ordersaga.inventory.function.InvalidPayload: /items/0/headers: unknown field");
        assertThat(outcome("{'action':'describeStock','skus':['" + id + "']}"))
                .isEqualTo("{\"stock\":[{\"sku\":\"" + id + "\",\"onHand\":1}]}");
        assertThat(outcome("{'action':'releaseInventory','orderId':'" + id + "'}"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"outcome\":\"RELEASED\"}");
    }

    private static void callsThatAreNone(String caller) throws IOException {
        for (int i = 0; i < 30; i++) {
            assertThat(outcome("{'action':'releaseInventory','orderId':'" + caller + "','execution':'"
                            + "x".repeat(i + 81) + "'}"))
                    .startsWith("dev.ordersaga.inventory.function.InvalidPayload: /execution: must be");
            assertThat(outcome("{'action':'" + caller + i + "'}"))
                    .startsWith("dev.ordersaga.inventory.function.UnknownAction: /action: must be");
        }
    }

    /** The answer or the error, which is asked for again as Step Functions does while a slow machine keeps DynamoDB busy. */
    private static String outcome(String payload) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return call(payload);
            } catch (ParticipantBusy e) {
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
