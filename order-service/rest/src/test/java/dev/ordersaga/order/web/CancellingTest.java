package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.order.ConfirmOrder;
import dev.ordersaga.order.Line;
import dev.ordersaga.order.OrderCancelled;
import dev.ordersaga.order.OrderId;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.web.RunningRest.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningRest.Extension.class)
class CancellingTest {

    private final RunningRest rest;

    CancellingTest(RunningRest rest) {
        this.rest = rest;
    }

    private String placed() {
        return rest.post(newKey(), teaFor("canceller")).text("id");
    }

    private Answer cancel(String id) {
        return rest.decide(id, "cancellation", "");
    }

    private void confirm(String id) {
        new ConfirmOrder(rest.book).confirm(new OrderId(id));
    }

    @Test
    void aPendingOrderIsTakenBackAndNeverConfirmed() {
        String id = placed();
        SagaHand.create(rest, id);

        Answer answer = rest.decide(id, "cancellation", "{\"reason\": \"ordered twice\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("PENDING");
        assertThat(answer.json().at("/cancellation/reason").asString()).isEqualTo("ordered twice");
        assertThatThrownBy(() -> confirm(id)).isInstanceOf(OrderCancelled.class);
        assertThat(cancel(id).json()).as("the first word counts").isEqualTo(answer.json());
        SagaHand.reject(rest, id, "CANCELLED_BY_CUSTOMER");
        assertThat(cancel(id).status()).isEqualTo(200);
        assertThat(rest.get("/orders/" + id).text("status")).isEqualTo("CANCELLED");
        assertThat(rest.stepFunctions.refundOf(id).isMissingNode()).isTrue();
    }

    @Test
    void anOrderThatItsSagaHasNotWrittenYetIsTakenBackAndThenCreated() {
        String id = placed();

        assertThat(cancel(id).status()).isEqualTo(202);
        SagaHand.create(rest, id);
        assertThatThrownBy(() -> confirm(id)).isInstanceOf(OrderCancelled.class);
        assertThat(rest.get("/orders/" + id).json().path("cancellation").isNull())
                .isFalse();
    }

    @Test
    void aConfirmedOrderIsTakenBackByARefundThatIsStartedOnce() {
        String id = placed();
        SagaHand.createAndConfirm(rest, id);

        Answer answer = rest.decide(id, "cancellation", "{\"reason\": \"too large\"}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("status")).isEqualTo("CONFIRMED");
        assertThat(answer.json().at("/cancellation/reason").asString()).isEqualTo("too large");
        assertThat(rest.stepFunctions.refundOf(id).at("/cancellation/reason").asString())
                .isEqualTo("too large");
        assertThat(rest.stepFunctions.refundOf(id).path("items"))
                .isEqualTo(rest.stepFunctions.inputOf(id).path("items"));

        assertThat(rest.decide(id, "cancellation", "{\"reason\": \"again\"}").status())
                .isEqualTo(202);
        assertThat(rest.stepFunctions.refundOf(id).at("/cancellation/reason").asString())
                .isEqualTo("too large");
        SagaHand.refund(rest, id);
        assertThat(cancel(id).status()).isEqualTo(200);
        assertThat(rest.get("/orders/" + id).text("reason")).isEqualTo("CANCELLED_BY_CUSTOMER");
    }

    @Test
    void anOrderThatWaitsForItsReviewIsWokenWhenItIsTakenBack() {
        String id = placed();
        SagaHand.create(rest, id);
        SagaHand.requestReview(rest, id, "token-" + id);

        Answer answer = cancel(id);

        assertThat(answer.json().at("/review/state").asString()).isEqualTo("CANCELLED");
        assertThat(rest.stepFunctions.answerTo("token-" + id)).isEqualTo("{}");
        assertThat(SagaHand.settleReview(rest, id)).isEqualTo(Review.State.CANCELLED);
    }

    @Test
    void aCancellationThatDiedBeforeItWokeTheSagaIsRepairedByTheSameRequest() {
        String id = placed();
        SagaHand.create(rest, id);
        SagaHand.requestReview(rest, id, "token-" + id);
        rest.toStepFunctions.become(Line.State.DOWN);
        try {
            assertThat(cancel(id).status()).isEqualTo(503);
        } finally {
            rest.linesAreWhole();
        }
        assertThat(SagaHand.settleReview(rest, id))
                .as("what was written stands")
                .isEqualTo(Review.State.CANCELLED);

        assertThat(cancel(id).status()).isEqualTo(202);
        assertThat(rest.stepFunctions.answerTo("token-" + id)).isEqualTo("{}");
    }

    @Test
    void aRefundWhoseStartGotNoAnswerIsStartedByTheSameRequest() {
        String id = placed();
        SagaHand.createAndConfirm(rest, id);
        rest.toStepFunctions.become(Line.State.LOSING_ANSWERS);
        try {
            assertThat(cancel(id).status()).isEqualTo(503);
        } finally {
            rest.linesAreWhole();
        }

        assertThat(cancel(id).status()).isEqualTo(202);
        assertThat(rest.stepFunctions.refundOf(id).isMissingNode()).isFalse();
    }

    @Test
    void aRejectedOrderIsNotTakenBack() {
        String id = placed();
        SagaHand.create(rest, id);
        SagaHand.reject(rest, id, "CARD_DECLINED");

        Answer answer = cancel(id);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("detail")).contains("rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancellation", "review", "repair"})
    void anUnknownOrderIsNotFound(String what) {
        String body = what.equals("repair") ? "{\"resolution\":\"retry\"}" : "{\"decision\":\"approve\"}";

        assertThat(rest.decide("0".repeat(40), what, what.equals("cancellation") ? "" : body)
                        .status())
                .isEqualTo(404);
        assertThat(rest.decide("a".repeat(81), what, what.equals("cancellation") ? "" : body)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            cancellation | [] | body
            cancellation | {'why':'x'} | why
            cancellation | {'reason':7} | reason
            cancellation | {'reason':' '} | reason
            cancellation | {'reason':'card 4111 1111 1111 1111'} | reason
            cancellation | {'reason':'a','reason':'b'} | reason
            review | {} | decision
            review | {'decision':'maybe'} | decision
            review | {'decision':true} | decision
            review | {'decision':'approve','by':'me'} | by
            review | {'decision':'refuse','reason':''} | reason
            repair | {} | resolution
            repair | {'resolution':'ignore'} | resolution
            repair | {'resolution':'skip'} | reason
            repair | {'resolution':'skip','reason':null} | reason
            repair | {'resolution':'retry','reason':'4111111111111111'} | reason
            repair | not json | body
            """)
    void aBodyThatCannotBeReadIsRefusedAndThePlaceNamed(String what, String body, String field) {
        Answer answer = rest.decide(placed(), what, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.field()).isEqualTo(field);
        assertThat(answer.response().body()).doesNotContain("4111");
    }

    @Test
    void aBodyOfAnotherTypeOrCompressedOrTooLargeIsRefused() {
        String id = placed();

        assertThat(rest.send(rest.request("/orders/" + id + "/cancellation")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("because")))
                        .status())
                .isEqualTo(415);
        assertThat(rest.send(rest.request("/orders/" + id + "/cancellation")
                                .header("Content-Type", "nonsense")
                                .POST(BodyPublishers.ofString("because")))
                        .status())
                .isEqualTo(415);
        assertThat(rest.send(rest.request("/orders/" + id + "/review")
                                .header("Content-Type", "application/json")
                                .header("Content-Encoding", "gzip")
                                .POST(BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(415);
        assertThat(rest.decide(id, "repair", " ".repeat(70_000)).status()).isEqualTo(413);
    }
}
