package dev.ordersaga.inventory.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.inventory.OutOfStock;
import dev.ordersaga.participant.DynamoDbLocal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
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

    private static String call(String payload) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Objects.requireNonNull(function)
                .handleRequest(
                        new ByteArrayInputStream(payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8)),
                        answer,
                        null);
        return answer.toString(StandardCharsets.UTF_8);
    }
}
