package dev.ordersaga.order.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.order.OrderAlreadyConfirmed;
import dev.ordersaga.order.OrderNotPending;
import dev.ordersaga.order.OrderTables;
import dev.ordersaga.order.ResidualsLeft;
import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.participant.StepAlreadyCompensated;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
class OrderFunctionsTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final String CONTENTS = "'customerId':'customer-7','items':[{'sku':'TEA-1','quantity':2,"
            + "'unitPrice':{'amount':450,'currency':'EUR'}}],'total':{'amount':900,'currency':'EUR'},"
            + "'paymentMethod':'pm_card_visa','fingerprint':'5b4f','placedAt':'2026-11-24T09:30:00Z'";

    private static @Nullable FunctionInvoker function;

    private final String id = "order-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        OrderTables tables = OrderTables.in(dynamoDb);
        Map<String, String> settings = Map.of(
                "MAIN_CLASS", OrderFunctions.class.getName(),
                "spring.cloud.function.definition", "functionRouter",
                "ORDERS_TABLE", tables.orders(),
                "PRODUCTS_TABLE", tables.products(),
                "SAGA_STEPS_TABLE", tables.steps(),
                "aws.endpointUrlDynamoDb", dynamoDb.endpoint().toString());
        settings.forEach(System::setProperty);
        try {
            function = new FunctionInvoker();
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    @Test
    void theWayForwardAnswersAsTheStateMachineReadsIt() throws IOException {
        assertThat(create()).isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"PENDING\"}");
        assertThat(call("{'action':'confirmOrder','orderId':'" + id + "'}"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"CONFIRMED\"}");
        assertThat(call("{'action':'settleConfirmation','orderId':'" + id + "'}"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"decision\":\"CONFIRMED\"}");
    }

    @Test
    void theWayBackAnswersAsTheStateMachineReadsIt() throws IOException {
        create();

        assertThat(call("{'action':'settleConfirmation','orderId':'" + id + "'}"))
                .contains("\"ABANDONED\"");
        assertThat(reject("[]"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"REJECTED\",\"reason\":\"OUT_OF_STOCK\"}");
    }

    @Test
    void aRepairIsRequestedAndThenTheOrderRejected() throws IOException {
        create();

        assertThat(repair("[{'step':'RefundPayment','error':'dev.ordersaga.payment.RefundRefused','cause':'no'}]"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"NEEDS_REPAIR\"}");
        assertThat(reject("[]")).contains("REJECTED");
    }

    @Test
    void aResidualOfAnErrorWithoutACauseIsKept() throws IOException {
        create();

        assertThat(repair("[{'step':'RefundPayment','error':'States.Timeout'}]"))
                .contains("NEEDS_REPAIR");
    }

    @Test
    void refusalsReachLambdaUnderTheirOwnClassNames() throws IOException {
        create();
        assertThatThrownBy(() -> reject("[{'step':'RefundPayment','error':'e','cause':'c'}]"))
                .isExactlyInstanceOf(ResidualsLeft.class);
        reject("[]");
        assertThatThrownBy(() -> call("{'action':'confirmOrder','orderId':'" + id + "'}"))
                .isExactlyInstanceOf(OrderNotPending.class);
        assertThatThrownBy(this::create).isExactlyInstanceOf(StepAlreadyCompensated.class);
    }

    @Test
    void aConfirmedOrderIsNeitherRejectedNorRepaired() throws IOException {
        create();
        call("{'action':'confirmOrder','orderId':'" + id + "'}");

        assertThatThrownBy(() -> reject("[]")).isExactlyInstanceOf(OrderAlreadyConfirmed.class);
        assertThatThrownBy(() -> repair("[{'step':'S','error':'e','cause':'c'}]"))
                .isExactlyInstanceOf(OrderAlreadyConfirmed.class);
    }

    @Test
    void aProductIsListedAsOftenAsItIsSent() throws IOException {
        String product =
                "{'action':'listProduct','sku':'TEA-1','name':'Green tea','unitPrice':{'amount':450,'currency':'EUR'}}";

        assertThat(call(product)).isEqualTo("{\"sku\":\"TEA-1\"}");
        assertThat(call(product)).isEqualTo("{\"sku\":\"TEA-1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'action':'cancelOrder'}", "{'action':'createOrder,confirmOrder'}", "[]"})
    void aPayloadThatNamesNoActionIsUnknown(String payload) {
        assertThatThrownBy(() -> call(payload)).isExactlyInstanceOf(UnknownAction.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'action':'confirmOrder'} | /orderId: missing
            {'action':'confirmOrder','orderId':7} | /orderId: not of the expected type
            {'action':'confirmOrder','orderId':'a b'} | an order id is 1 to 80 letters, digits, hyphens and underscores
            {'action':'confirmOrder','orderId':'o','force':true} | /force: unknown field
            {'action':'rejectOrder','orderId':'o','reason':'R','residuals':[]} | /order: missing
            {'action':'listProduct','sku':'S','name':'N','unitPrice':{'amount':'1','currency':'EUR'}} | /unitPrice/amount: not of the expected type
            {'action':'listProduct','sku':'S','name':'N','unitPrice':{'amount':-1,'currency':'EUR'}} | /unitPrice: amount must be
            {'action':'listProduct','sku':'S S','name':'N','unitPrice':{'amount':1,'currency':'EUR'}} | sku must be
            """)
    void aPayloadThatDoesNotFitIsRefusedByItsPlace(String payload, String message) {
        assertThatThrownBy(() -> call(payload))
                .isExactlyInstanceOf(InvalidPayload.class)
                .hasMessageContaining(message);
    }

    @Test
    void cardDataIsRefusedAndNotRepeated(CapturedOutput output) {
        String payload = "{'action':'createOrder','orderId':'" + id + "',"
                + CONTENTS.replace("pm_card_visa", "4111 1111 1111 1111") + "}";

        assertThatThrownBy(() -> call(payload))
                .isExactlyInstanceOf(InvalidPayload.class)
                .hasMessageNotContaining("4111");
        assertThat(output.getAll()).doesNotContain("4111 1111");
    }

    private String create() throws IOException {
        return call("{'action':'createOrder','orderId':'" + id + "'," + CONTENTS + "}");
    }

    private String reject(String residuals) throws IOException {
        return call("{'action':'rejectOrder','orderId':'" + id + "','reason':'OUT_OF_STOCK: TEA-1','residuals':"
                + residuals + ",'order':{" + CONTENTS + "}}");
    }

    private String repair(String residuals) throws IOException {
        return call("{'action':'requestRepair','orderId':'" + id + "','reason':'OUT_OF_STOCK','residuals':" + residuals
                + ",'taskToken':'token-1','order':{" + CONTENTS + "}}");
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
