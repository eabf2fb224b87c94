package dev.ordersaga.order.web;

import static dev.ordersaga.order.web.RunningRest.newKey;
import static dev.ordersaga.order.web.RunningRest.teaFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.Line;
import dev.ordersaga.order.Review;
import dev.ordersaga.order.web.RunningRest.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Operators review and repair. */
@ExtendWith(RunningRest.Extension.class)
class OperatingTest {

    private final RunningRest rest;

    OperatingTest(RunningRest rest) {
        this.rest = rest;
    }

    private String created() {
        String id = rest.post(newKey(), teaFor("operated")).text("id");
        SagaHand.create(rest, id);
        return id;
    }

    private Answer review(String id, String decision) {
        return rest.decide(id, "review", "{\"decision\":\"" + decision + "\"}");
    }

    private Answer repair(String id, String resolution) {
        return rest.decide(id, "repair", "{\"resolution\":\"" + resolution + "\",\"reason\":\"seen\"}");
    }

    @ParameterizedTest
    @CsvSource({"approve, APPROVED", "Refuse, REFUSED"})
    void aReviewIsDecidedAndTheSagaWoken(String decision, Review.State state) {
        String id = created();
        SagaHand.requestReview(rest, id, "token-" + id);

        Answer answer = review(id, decision);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().at("/review/state").asString()).isEqualTo(state.name());
        assertThat(answer.json().at("/review/by").asString()).isNotEmpty();
        assertThat(answer.response().body()).doesNotContain("token-");
        assertThat(rest.stepFunctions.answerTo("token-" + id)).isEqualTo("{}");
        assertThat(SagaHand.settleReview(rest, id)).isEqualTo(state);
    }

    @Test
    void theSameDecisionAgainWakesTheSagaAgainAndAnotherIsRefused() {
        String id = created();
        SagaHand.requestReview(rest, id, "token-" + id);
        rest.toStepFunctions.become(Line.State.DOWN);
        try {
            assertThat(review(id, "approve").status()).isEqualTo(503);
        } finally {
            rest.linesAreWhole();
        }
        assertThat(rest.stepFunctions.answerTo("token-" + id)).isEmpty();

        assertThat(review(id, "refuse").status()).isEqualTo(409);
        assertThat(review(id, "approve").status()).isEqualTo(202);
        assertThat(rest.stepFunctions.answerTo("token-" + id)).isEqualTo("{}");
        assertThat(review(id, "approve").status())
                .as("nothing waits for the token any more")
                .isEqualTo(202);
    }

    @Test
    void everyTokenIsTriedBecauseTheLivingOneCannotBeTold() {
        String id = created();
        SagaHand.requestReview(rest, id, "living-" + id);
        SagaHand.requestReview(rest, id, "dead-" + id);
        rest.stepFunctions.stopWaiting("dead-" + id);

        review(id, "approve");

        assertThat(rest.stepFunctions.answerTo("living-" + id)).isEqualTo("{}");
    }

    @Test
    void anAnswerThatComesTooLateIsRefused() {
        String id = created();
        assertThat(review(id, "approve").status()).as("never asked").isEqualTo(409);
        SagaHand.requestReview(rest, id, "token-" + id);
        SagaHand.settleReview(rest, id);

        assertThat(review(id, "approve").status()).isEqualTo(409);
        assertThat(review(rest.post(newKey(), teaFor("operated")).text("id"), "approve")
                        .status())
                .as("not even written")
                .isEqualTo(409);
    }

    @Test
    void whatIsLeftOverIsListedAndADecisionReachesTheSaga() {
        String id = created();
        SagaHand.requestRepair(rest, id, "token-" + id);
        rest.stepFunctions.waitFor("token-" + id);
        assertThat(listed(id).at("/residuals/0/step").asString()).isEqualTo("RefundPayment");

        Answer answer = repair(id, "Retry");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(rest.stepFunctions.answerTo("token-" + id)).isEqualTo("{\"resolution\":\"RETRY\"}");
        assertThat(answer.json().at("/repairs/0/delivered").asBoolean()).isTrue();
        assertThat(answer.json().at("/repairs/0/decided/reason").asString()).isEqualTo("seen");
        assertThat(answer.json().at("/repairs/0/residuals/0/step").asString()).isEqualTo("RefundPayment");
        assertThat(repair(id, "skip").status()).as("the saga is at work").isEqualTo(409);
        assertThat(answer.response().body()).doesNotContain("token-");
    }

    @Test
    void aDeadTokenIsPassedOver() {
        String id = created();
        SagaHand.requestRepair(rest, id, "living-" + id);
        SagaHand.requestRepair(rest, id, "unknown-" + id);
        rest.stepFunctions.waitFor("living-" + id);

        assertThat(repair(id, "done").json().at("/repairs/0/delivered").asBoolean())
                .isTrue();
        assertThat(rest.stepFunctions.answerTo("living-" + id)).isEqualTo("{\"resolution\":\"DONE\"}");
    }

    @Test
    void aDecisionThatReachedNobodyIsKeptAndDeliveredByTheSameRequest() {
        String id = created();
        SagaHand.requestRepair(rest, id, "dead-" + id);

        Answer first = repair(id, "skip");
        assertThat(first.status()).isEqualTo(202);
        assertThat(first.json().at("/repairs/0/delivered").asBoolean()).isFalse();
        assertThat(repair(id, "retry").status()).as("another is on its way").isEqualTo(409);

        SagaHand.requestRepair(rest, id, "token-" + id);
        rest.stepFunctions.waitFor("token-" + id);
        Answer second = repair(id, "skip");
        assertThat(second.json().path("repairs").size()).isEqualTo(1);
        assertThat(second.json().at("/repairs/0/delivered").asBoolean()).isTrue();
        assertThat(rest.stepFunctions.answerTo("token-" + id)).isEqualTo("{\"resolution\":\"SKIP\"}");
        SagaHand.reject(rest, id, "OUT_OF_STOCK");
        JsonNode order = rest.get("/orders/" + id).json();
        assertThat(order.path("status").asString()).isEqualTo("REJECTED");
        assertThat(order.path("residuals").size()).isZero();
        assertThat(order.at("/skipped/0/step").asString()).isEqualTo("RefundPayment");
        assertThat(repair(id, "skip").status()).as("the same request, late").isEqualTo(202);
        assertThat(repair(id, "retry").status()).isEqualTo(409);
    }

    @Test
    void aDecisionWhoseDeliveryGotNoAnswerIsMadeOnce() {
        String id = created();
        SagaHand.requestRepair(rest, id, "token-" + id);
        rest.stepFunctions.waitFor("token-" + id);
        rest.toStepFunctions.become(Line.State.LOSING_ANSWERS);
        try {
            assertThat(repair(id, "retry").status()).isEqualTo(503);
        } finally {
            rest.linesAreWhole();
        }
        assertThat(rest.stepFunctions.answerTo("token-" + id)).isEqualTo("{\"resolution\":\"RETRY\"}");

        // The saga has tried in vain, and asks again.
        SagaHand.requestRepair(rest, id, "token-2-" + id);
        rest.stepFunctions.waitFor("token-2-" + id);
        assertThat(repair(id, "retry").json().path("repairs").size()).isEqualTo(1);
        assertThat(rest.stepFunctions.answerTo("token-2-" + id)).isEqualTo("{\"resolution\":\"RETRY\"}");
    }

    @Test
    void anOrderThatNeedsNoRepairTakesNoDecision() {
        assertThat(repair(created(), "retry").status()).isEqualTo(409);
        assertThat(repair(rest.post(newKey(), teaFor("operated")).text("id"), "retry")
                        .status())
                .isEqualTo(409);
    }

    private JsonNode listed(String id) {
        return rest.get("/orders?status=NEEDS_REPAIR&limit=100")
                .json()
                .path("orders")
                .valueStream()
                .filter(order -> order.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
