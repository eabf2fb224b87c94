package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.web.RunningRest.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(RunningRest.Extension.class)
class SagaStepsTest {

    private static final String PAYMENT =
            "\"taskScheduledEventDetails\":{\"resourceType\":\"lambda\",\"resource\":\"invoke\",\"region\":\"us-east-1\","
                    + "\"parameters\":\"{\\\"FunctionName\\\":\\\"arn:aws:lambda:us-east-1:000000000000:function:"
                    + "order-saga-payment-service:live\\\",\\\"Payload\\\":{}}\"}";

    private final RunningRest rest;

    SagaStepsTest(RunningRest rest) {
        this.rest = rest;
    }

    private static String event(int id, int previous, String type, String details) {
        return "{\"id\":%d,\"previousEventId\":%d,\"type\":\"%s\",\"timestamp\":%d.5%s}"
                .formatted(id, previous, type, 1_700_000_000 + id, details.isEmpty() ? "" : "," + details);
    }

    private static String entered(String state) {
        return "\"stateEnteredEventDetails\":{\"name\":\"" + state + "\"}";
    }

    private static String exited(String state) {
        return "\"stateExitedEventDetails\":{\"name\":\"" + state + "\"}";
    }

    @Test
    void everyAttemptIsTold() {
        String id = rest.post(newKey(), teaFor("teller")).text("id");
        rest.stepFunctions.tell(
                id,
                List.of(
                        event(1, 0, "ExecutionStarted", ""),
                        event(2, 0, "TaskStateEntered", entered("ProcessPayment")),
                        event(3, 2, "TaskScheduled", PAYMENT),
                        event(4, 3, "TaskStarted", ""),
                        event(
                                5,
                                4,
                                "TaskFailed",
                                "\"taskFailedEventDetails\":{\"error\":\"dev.ordersaga.payment.GatewayUnavailable\"}"),
                        event(6, 5, "TaskScheduled", PAYMENT),
                        event(7, 6, "TaskStarted", ""),
                        event(8, 7, "TaskTimedOut", "\"taskTimedOutEventDetails\":{\"error\":\"States.Timeout\"}"),
                        event(9, 8, "TaskScheduled", PAYMENT),
                        event(10, 9, "TaskStarted", ""),
                        event(11, 10, "TaskSucceeded", ""),
                        event(12, 11, "TaskStateExited", exited("ProcessPayment")),
                        event(13, 12, "WaitStateEntered", entered("CoolDown")),
                        event(14, 13, "WaitStateExited", exited("CoolDown")),
                        event(15, 14, "TaskStateEntered", entered("PublishOrderConfirmed")),
                        event(
                                16,
                                15,
                                "TaskScheduled",
                                "\"taskScheduledEventDetails\":{\"resourceType\":\"events\",\"resource\":\"putEvents\",\"region\":\"us-east-1\",\"parameters\":\"{}\"}"),
                        event(17, 16, "TaskStarted", "")));
        Answer saga = rest.get("/orders/" + id + "/saga");

        assertThat(saga.status()).isEqualTo(200);
        assertThat(saga.text("orderId")).isEqualTo(id);
        assertThat(saga.text("executionStatus")).isEqualTo("RUNNING");
        assertThat(saga.json().path("steps").valueStream().map(SagaStepsTest::line))
                .containsExactly(
                        "ProcessPayment payment-service 1 FAILED dev.ordersaga.payment.GatewayUnavailable",
                        "ProcessPayment payment-service 2 TIMED_OUT States.Timeout",
                        "ProcessPayment payment-service 3 SUCCEEDED ",
                        "CoolDown  1 SUCCEEDED ",
                        "PublishOrderConfirmed events 1 RUNNING ");
        JsonNode first = saga.json().at("/steps/0");
        assertThat(first.path("started").stringValue()).isEqualTo("2023-11-14T22:13:23.500Z");
        assertThat(first.path("ended").stringValue()).isEqualTo("2023-11-14T22:13:25.500Z");
        assertThat(saga.json().at("/steps/4/ended").isNull()).isTrue();
    }

    @Test
    void theSagaThatTakesTheOrderBackIsToldToo() {
        String id = rest.post(newKey(), teaFor("teller")).text("id");
        assertThat(rest.get("/orders/" + id + "/saga").json().path("refund").isNull())
                .isTrue();
        rest.stepFunctions.tellOfRefund(
                id,
                List.of(
                        event(1, 0, "ExecutionStarted", ""),
                        event(2, 0, "TaskStateEntered", entered("RefundPayment")),
                        event(3, 2, "TaskScheduled", PAYMENT)));
        rest.stepFunctions.end(id, "SUCCEEDED");
        Answer saga = rest.get("/orders/" + id + "/saga");

        assertThat(saga.text("executionStatus")).isEqualTo("SUCCEEDED");
        assertThat(saga.json().at("/refund/executionStatus").stringValue()).isEqualTo("RUNNING");
        assertThat(saga.json().at("/refund/steps").valueStream().map(SagaStepsTest::line))
                .containsExactly("RefundPayment payment-service 1 RUNNING ");
    }

    @Test
    void whatRanWhenTheExecutionWasStoppedDoesNotRunAnyLonger() {
        String id = rest.post(newKey(), teaFor("teller")).text("id");
        rest.stepFunctions.tell(
                id,
                List.of(
                        event(1, 0, "ExecutionStarted", ""),
                        event(2, 0, "TaskStateEntered", entered("ProcessPayment")),
                        event(3, 2, "TaskScheduled", PAYMENT),
                        event(4, 0, "ExecutionAborted", "")));
        rest.stepFunctions.end(id, "ABORTED");
        Answer saga = rest.get("/orders/" + id + "/saga");

        assertThat(saga.text("executionStatus")).isEqualTo("ABORTED");
        assertThat(line(saga.json().at("/steps/0"))).isEqualTo("ProcessPayment payment-service 1 ABORTED ");
    }

    @Test
    void aSagaThatHasJustBegunHasNoSteps() {
        String id = rest.post(newKey(), teaFor("teller")).text("id");

        assertThat(rest.get("/orders/" + id + "/saga").json().path("steps").isEmpty())
                .isTrue();
    }

    @Test
    void theSagaOfAnUnknownOrderIsNotFound() {
        assertThat(rest.get("/orders/" + "2".repeat(40) + "/saga").status()).isEqualTo(404);
    }

    private static String line(JsonNode step) {
        return String.join(
                " ",
                step.path("state").stringValue(),
                step.path("service").asString(""),
                step.path("attempt").toString(),
                step.path("outcome").stringValue(),
                step.path("error").asString(""));
    }
}
