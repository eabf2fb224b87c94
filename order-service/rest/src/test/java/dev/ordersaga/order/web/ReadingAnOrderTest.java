package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.CreateOrder;
import dev.ordersaga.order.Line;
import dev.ordersaga.order.Money;
import dev.ordersaga.order.OrderDetails;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.OrderItem;
import dev.ordersaga.order.SettleConfirmation;
import dev.ordersaga.order.web.RunningRest.Answer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningRest.Extension.class)
class ReadingAnOrderTest {

    private final RunningRest rest;

    ReadingAnOrderTest(RunningRest rest) {
        this.rest = rest;
    }

    private String placed() {
        return rest.post(newKey(), teaFor("reader")).text("id");
    }

    @Test
    void anOrderReadsPendingBeforeItsFirstStepHasWrittenIt() {
        Answer placed = rest.post(newKey(), teaFor("reader"));
        Answer read = rest.get(placed.header("Location"));

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(placed.json());
    }

    @Test
    void anOrderReadsTheSameOnceItIsWritten() {
        String id = placed();
        Answer before = rest.get("/orders/" + id);
        SagaHand.create(rest, id);

        assertThat(rest.get("/orders/" + id).json()).isEqualTo(before.json());
    }

    @Test
    void aConfirmedOrderReadsConfirmed() {
        String id = placed();
        SagaHand.createAndConfirm(rest, id);

        Answer read = rest.get("/orders/" + id);
        assertThat(read.text("status")).isEqualTo("CONFIRMED");
        assertThat(read.json().path("reason").isNull()).isTrue();
    }

    @Test
    void aRejectedOrderTellsWhyByACode() {
        String id = placed();
        SagaHand.create(rest, id);
        SagaHand.reject(rest, id, "OUT_OF_STOCK: TEA-1");

        Answer read = rest.get("/orders/" + id);
        assertThat(read.text("status")).isEqualTo("REJECTED");
        assertThat(read.text("reason")).isEqualTo("OUT_OF_STOCK");
    }

    @Test
    void anOrderWhoseConfirmationWasGivenUpReadsPendingUntilItIsRejected() {
        String id = placed();
        SagaHand.create(rest, id);
        new SettleConfirmation(rest.book).settle(new OrderId(id));

        assertThat(rest.get("/orders/" + id).text("status")).isEqualTo("PENDING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "TIMED_OUT", "ABORTED"})
    void anOrderThatItsSagaNeverWroteAndNeverWillNeedsRepair(String status) {
        String id = placed();
        rest.stepFunctions.end(id, status);

        Answer read = rest.get("/orders/" + id);
        assertThat(read.text("status")).isEqualTo("NEEDS_REPAIR");
        assertThat(read.text("reason")).isEqualTo("EXECUTION_" + status);
    }

    @Test
    void anOldPendingOrderWhoseSagaWasStoppedNeedsRepair() {
        String id = placed();
        writeAsOfLastYear(id);
        rest.stepFunctions.end(id, "ABORTED");

        Answer read = rest.get("/orders/" + id);
        assertThat(read.text("status")).isEqualTo("NEEDS_REPAIR");
        assertThat(read.text("reason")).isEqualTo("EXECUTION_ABORTED");
    }

    @Test
    void anOldPendingOrderWhoseSagaStillRunsIsPending() {
        String id = placed();
        writeAsOfLastYear(id);

        assertThat(rest.get("/orders/" + id).text("status")).isEqualTo("PENDING");
    }

    @Test
    void anOldPendingOrderStaysReadableWhileStepFunctionsIsAway() {
        String id = placed();
        writeAsOfLastYear(id);
        rest.toStepFunctions.become(Line.State.DOWN);
        try {
            assertThat(rest.get("/orders/" + id).text("status")).isEqualTo("PENDING");
        } finally {
            rest.linesAreWhole();
        }
    }

    @Test
    void anUnknownOrderIsNotFound() {
        assertThat(rest.get("/orders/" + "0".repeat(40)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/a%20b", "/orders/%C3%A4", "/orders/a.b", "/orders/a:b/saga"})
    void anIdThatCannotBeOneIsNotFound(String path) {
        assertThat(rest.get(path).status()).isEqualTo(404);
    }

    @Test
    void anIdThatIsTooLongIsNotFound() {
        assertThat(rest.get("/orders/" + "a".repeat(81)).status()).isEqualTo(404);
    }

    @Test
    void neitherThePaymentMethodNorTheFingerprintIsShown() {
        String id = placed();
        SagaHand.create(rest, id);

        assertThat(rest.get("/orders/" + id).json().propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "status",
                        "customerId",
                        "items",
                        "total",
                        "reason",
                        "review",
                        "cancellation",
                        "residuals",
                        "skipped",
                        "repairs");
    }

    private void writeAsOfLastYear(String id) {
        new CreateOrder(rest.book)
                .create(
                        new OrderId(id),
                        new OrderDetails(
                                "reader",
                                List.of(new OrderItem("TEA-1", 2, new Money(450, "EUR"))),
                                new Money(900, "EUR"),
                                "pm_ok",
                                rest.stepFunctions
                                        .inputOf(id)
                                        .path("fingerprint")
                                        .stringValue(),
                                Instant.parse("2020-01-31T12:00:00Z")));
    }
}
