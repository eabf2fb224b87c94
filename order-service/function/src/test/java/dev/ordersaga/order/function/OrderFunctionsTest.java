package dev.ordersaga.order.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.order.OrderAlreadyConfirmed;
import dev.ordersaga.order.OrderCancelled;
import dev.ordersaga.order.OrderNotConfirmed;
import dev.ordersaga.order.OrderNotPending;
import dev.ordersaga.order.ResidualsLeft;
import dev.ordersaga.order.ReviewDecided;
import dev.ordersaga.order.UnknownOrder;
import dev.ordersaga.order.dynamodb.OrderTables;
import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.participant.StepAlreadyCompensated;
import dev.ordersaga.participant.function.HostilePayloads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
    void noMemberThatTheAdapterGivesAMeaningReachesIt() {
        HostilePayloads.withAMemberTooMany("{\"action\":\"confirmOrder\",\"orderId\":\"o-never\"}")
                .forEach((name, payload) -> assertThatThrownBy(() -> call(payload))
                        .as(name)
                        .isExactlyInstanceOf(InvalidPayload.class)
                        .hasMessageEndingWith("unknown field"));
    }

    @Test
    void whatIsNoPayloadIsRefusedByName() {
        HostilePayloads.withoutForm("{\"action\":\"confirmOrder\",\"orderId\":\"o-never\"}")
                .forEach((name, payload) -> assertThatThrownBy(() -> call(payload))
                        .as(name)
                        .isInstanceOfAny(InvalidPayload.class, UnknownAction.class));
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
    void anOrderIsPublishedWithoutItsCustomerAndWithWhatItsSagasStartWith() throws IOException {
        assertThat(call("{'action':'describeOrder','orderId':'" + id + "'}"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"order\":null,\"sagaInput\":null,\"refundInput\":null}");
        create();
        call("{'action':'confirmOrder','orderId':'" + id + "'}");
        beginCancellation();

        JsonNode answer = JsonMapper.shared().readTree(call("{'action':'describeOrder','orderId':'" + id + "'}"));

        assertThat(answer.path("order").toString())
                .startsWith("{\"orderId\":\"" + id
                        + "\",\"status\":\"CONFIRMED\",\"placedAt\":\"2026-11-24T09:30:00Z\",\"cancelledAt\":\"")
                .endsWith("\"review\":null,\"repairs\":[]}");
        assertThat(answer.path("sagaInput").stringValue())
                .startsWith("{\"orderId\":\"" + id + "\",\"customerId\":\"customer-7\"");
        assertThat(answer.path("refundInput").stringValue()).contains("\"cancellation\":{\"by\":");
    }

    @Test
    void ordersOfAStatusArePublishedPageByPage() throws IOException {
        for (int i = 0; i < 3; i++) {
            create("listed-" + i + "-" + id);
        }
        Set<String> listed = new HashSet<>();
        String after = "";
        do {
            JsonNode page = JsonMapper.shared()
                    .readTree(call("{'action':'listOrders','status':'PENDING','limit':2" + after + "}"));
            assertThat(page.path("orders").size()).isLessThanOrEqualTo(2);
            listed.addAll(page.path("orders").findValuesAsString("orderId"));
            after = page.path("next").isNull()
                    ? ""
                    : ",'after':'" + page.path("next").stringValue() + "'";
        } while (!after.isEmpty());

        assertThat(listed).contains("listed-0-" + id, "listed-1-" + id, "listed-2-" + id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'listOrders','status':'PENDING','limit':101}",
                "{'action':'listOrders','status':'NONE','limit':1}",
                "{'action':'listOrders','status':'PENDING','limit':1,'after':'x'}",
                "{'action':'listOrders','status':'PENDING','limit':1,'after':'2026 x'}",
                "{'action':'describeOrder','orderId':'no id'}"
            })
    void aQuestionOfAnotherFormIsAnInvalidPayload(String payload) {
        assertThatThrownBy(() -> call(payload)).isExactlyInstanceOf(InvalidPayload.class);
    }

    @Test
    void aDecisionThatNobodyMadeIsNotDelivered() throws IOException {
        assertThatThrownBy(() -> call("{'action':'deliverDecision','orderId':'" + id + "'}"))
                .isExactlyInstanceOf(UnknownOrder.class);
        create();
        review("token-1");

        assertThat(call("{'action':'deliverDecision','orderId':'" + id + "'}"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"delivered\":false}");
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
    void aReviewIsRequestedAndSettled() throws IOException {
        create();

        assertThat(review("token-1")).isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"PENDING\"}");
        assertThat(call("{'action':'settleReview','orderId':'" + id + "'}"))
                .isEqualTo("{\"orderId\":\"" + id + "\",\"decision\":\"TIMED_OUT\"}");
        assertThatThrownBy(() -> review("token-2")).isExactlyInstanceOf(ReviewDecided.class);
    }

    @Test
    void aConfirmedOrderIsTakenBackStepByStep() throws IOException {
        create();
        assertThatThrownBy(this::beginCancellation).isExactlyInstanceOf(OrderNotConfirmed.class);
        call("{'action':'confirmOrder','orderId':'" + id + "'}");

        assertThat(beginCancellation()).isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"CONFIRMED\"}");
        assertThatThrownBy(() -> cancel("[{'step':'RefundPayment','error':'e'}]"))
                .isExactlyInstanceOf(ResidualsLeft.class);
        assertThat(repair("[{'step':'RefundPayment','error':'e'}]")).contains("NEEDS_REPAIR");
        assertThat(cancel("[]")).isEqualTo("{\"orderId\":\"" + id + "\",\"status\":\"CANCELLED\"}");
        assertThat(cancel("[]")).contains("CANCELLED");
        assertThat(beginCancellation()).contains("CANCELLED");
        assertThatThrownBy(() -> call("{'action':'confirmOrder','orderId':'" + id + "'}"))
                .isExactlyInstanceOf(OrderCancelled.class);
    }

    @Test
    void whatTheStateMachinesSendIsUnderstood() throws IOException {
        // In an order in which each step succeeds; the payloads are the samples that the definitions are held against.
        for (String step :
                List.of("CreateOrder", "RequestReview", "SettleReview", "SettleConfirmation", "RequestRepair")) {
            assertThat(call(sample(step))).contains("\"orderId\":\"" + id);
        }
        assertThat(call(sample("RejectOrder").replace("CARD_DECLINED", "REVIEW_TIMED_OUT")))
                .contains("REJECTED");
    }

    @Test
    void aProductIsListedAsOftenAsItIsSent() throws IOException {
        String product =
                "{'action':'listProduct','sku':'TEA-1','name':'Green tea','unitPrice':{'amount':450,'currency':'EUR'}}";

        assertThat(call(product)).isEqualTo("{\"sku\":\"TEA-1\"}");
        assertThat(call(product)).isEqualTo("{\"sku\":\"TEA-1\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'action':'deleteOrder'}", "{'action':'createOrder,confirmOrder'}", "[]"})
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
            {'action':'requestReview','orderId':'o','taskToken':' '} | taskToken must not be blank
            {'action':'beginCancellation','orderId':'o','cancellation':{'by':'c','at':'now'}} | at must be an instant
            {'action':'beginCancellation','orderId':'o','cancellation':{'at':'2026-11-24T10:00:00Z'}} | /cancellation/by: missing
            {'action':'cancelOrder','orderId':'o'} | /residuals: missing
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
        return create(id);
    }

    private static String create(String orderId) throws IOException {
        return call("{'action':'createOrder','orderId':'" + orderId + "'," + CONTENTS + "}");
    }

    private String review(String token) throws IOException {
        return call("{'action':'requestReview','orderId':'" + id + "','taskToken':'" + token + "'}");
    }

    private String beginCancellation() throws IOException {
        return call("{'action':'beginCancellation','orderId':'" + id
                + "','cancellation':{'by':'customer-7','at':'2026-11-24T10:00:00Z'}}");
    }

    private String cancel(String residuals) throws IOException {
        return call("{'action':'cancelOrder','orderId':'" + id + "','residuals':" + residuals + "}");
    }

    /** The sample payload of a step, about this test's order. */
    private String sample(String step) throws IOException {
        String text = Files.readString(
                Path.of("../../saga-definition/src/main/resources/payloads").resolve(step + ".json"));
        return text.replace("8d3c1f0a9b7e4d52a6c8e1f4b3d5a790", id);
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
        return call(payload.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static String call(byte[] payload) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Objects.requireNonNull(function).handleRequest(new ByteArrayInputStream(payload), answer, null);
        return answer.toString(StandardCharsets.UTF_8);
    }
}
