package dev.ordersaga.saga.snapstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.saga.snapstart.SnapStarted.Answer;
import dev.ordersaga.saga.snapstart.SnapStarted.Start;
import dev.ordersaga.saga.snapstart.StubAws.Call;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a function does before its snapshot is taken, what is in the snapshot, and what a restored one does. */
class SnapStartTest {

    private static final String INVOKER = "org.springframework.cloud.function.adapter.aws.FunctionInvoker";

    /** The functions of template.yaml, each with a first call that comes to an answer where every table is empty. */
    enum Function {
        ORDER(
                "order-service/function/target/order-service-function.zip",
                INVOKER,
                "dev.ordersaga.order.function.OrderFunctions",
                "GetItem TransactWriteItems",
                "{'action':'listProduct','sku':'tea','name':'Tea','unitPrice':{'amount':1,'currency':'EUR'}}",
                "{'sku':'tea'}"),
        PAYMENT(
                "payment-service/target/payment-service-function.zip",
                INVOKER,
                "dev.ordersaga.payment.function.PaymentFunctions",
                "GetItem TransactWriteItems GetItem",
                "{'action':'describePayment','orderId':'o-1','execution':'o-1'}",
                "{'orderId':'o-1','status':'NONE','charged':null,'kept':null}"),
        INVENTORY(
                "inventory-service/target/inventory-service-function.zip",
                INVOKER,
                "dev.ordersaga.inventory.function.InventoryFunctions",
                "GetItem TransactWriteItems BatchGetItem",
                "{'action':'reserveInventory','orderId':'o-1','items':[{'sku':'tea','quantity':1}]}",
                "{'orderId':'o-1','status':'RESERVED'}"),
        ORDER_HTTP(
                "order-service/http-api/target/order-service-http.zip",
                "dev.ordersaga.order.httpapi.HttpApiHandler",
                "",
                "Scan GetItem DescribeExecution",
                "{'version':'2.0','rawPath':'/products','requestContext':{'http':{'method':'GET'}}}",
                "'statusCode':200");

        private final String zip;
        private final String handler;
        private final String mainClass;
        private final String rehearsed;
        private final String firstCall;
        private final String firstAnswer;

        Function(String zip, String handler, String mainClass, String rehearsed, String firstCall, String firstAnswer) {
            this.zip = zip;
            this.handler = handler;
            this.mainClass = mainClass;
            this.rehearsed = rehearsed;
            this.firstCall = firstCall.replace('\'', '"');
            this.firstAnswer = firstAnswer.replace('\'', '"');
        }
    }

    static {
        // The JDK's server holds answers up for some 40 ms otherwise, and reads this once.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Path directory;
    private final StubAws aws;

    SnapStartTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.aws = new StubAws();
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @ParameterizedTest
    @EnumSource
    void itIsPrimedBeforeTheSnapshotAndNothingIsWrittenAndNoConnectionIsInIt(Function function) throws Exception {
        try (SnapStarted started = start(function, Start.SNAP_START)) {
            started.awaitSnapshot();

            String[] rehearsed = function.rehearsed.split(" ");
            assertThat(aws.operations()).containsExactly(rehearsed);
            assertThat(aws.calls()).noneMatch(Call::writes);
            assertThat(aws.keysAsked() > 0).isEqualTo(function == Function.ORDER_HTTP);
            assertThat(started.log()).contains("\"primed\"").doesNotContain("not primed in full");
            Set<Integer> before = aws.connections();

            answersItsFirstCall(function, started, "primed");

            List<Call> after = aws.calls().subList(rehearsed.length, aws.calls().size());
            assertThat(after).isNotEmpty().noneMatch(call -> before.contains(call.connection()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereAwsFailsWhileItIsPrimedTheSnapshotIsTakenAllTheSame(Function function) throws Exception {
        aws.fail(true);
        try (SnapStarted started = start(function, Start.SNAP_START)) {
            started.awaitSnapshot();
            aws.fail(false);

            answersItsFirstCall(function, started, "after a failed priming");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PAYMENT", "ORDER_HTTP"})
    void withoutSnapStartNothingIsRehearsed(Function function) throws Exception {
        try (SnapStarted started = start(function, Start.ON_DEMAND)) {
            Answer answer = started.call(function.firstCall);

            assertThat(answer.body()).contains(function.firstAnswer);
            assertThat(started.log()).doesNotContain("primed");
            assertThat(aws.operations()).isNotEmpty().doesNotContain("DescribeExecution");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ORDER", "ORDER_HTTP"})
    void anUnprimedSnapshotAnswersTooOnlyLater(Function function) throws Exception {
        try (SnapStarted started = start(function, Start.UNPRIMED)) {
            started.awaitSnapshot();
            assertThat(aws.calls()).isEmpty();

            answersItsFirstCall(function, started, "not primed");
        }
    }

    private static void answersItsFirstCall(Function function, SnapStarted started, String how) throws Exception {
        long restored = System.nanoTime();
        started.restore();
        Answer answer = started.call(function.firstCall);
        System.out.println(String.format(
                Locale.ROOT,
                "SnapStart, %s, %s: first answer %d ms after the restore",
                function,
                how,
                (System.nanoTime() - restored) / 1_000_000));
        assertThat(answer.body()).contains(function.firstAnswer);
    }

    private SnapStarted start(Function function, Start start) throws IOException {
        return new SnapStarted(
                function.zip,
                function.handler,
                Map.ofEntries(
                        Map.entry("MAIN_CLASS", function.mainClass),
                        Map.entry("SPRING_CLOUD_FUNCTION_DEFINITION", "functionRouter"),
                        Map.entry("AWS_ENDPOINT_URL", aws.endpoint()),
                        Map.entry("STATE_MACHINE_ARN", "arn:aws:states:us-east-1:000000000000:stateMachine:order-saga"),
                        Map.entry(
                                "REFUND_STATE_MACHINE_ARN",
                                "arn:aws:states:us-east-1:000000000000:stateMachine:order-saga-refund"),
                        Map.entry("JWT_ISSUER", aws.endpoint()),
                        Map.entry("ORDERS_TABLE", "orders"),
                        Map.entry("PRODUCTS_TABLE", "products"),
                        Map.entry("PAYMENTS_TABLE", "payments"),
                        Map.entry("CARD_GATEWAY_TABLE", "card-gateway"),
                        Map.entry("STOCK_TABLE", "stock"),
                        Map.entry("RESERVATIONS_TABLE", "reservations"),
                        Map.entry("SAGA_STEPS_TABLE", "steps")),
                directory.resolve("task"),
                start);
    }
}
