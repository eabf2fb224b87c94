package dev.ordersaga.order;

import static dev.ordersaga.order.OrderFixture.pending;
import static dev.ordersaga.order.OrderFixture.unrefunded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.order.RepairDecision.Resolution;
import dev.ordersaga.order.Review.Decision;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    @Test
    void aPendingOrderCanBeConfirmed() {
        assertThat(pending().confirm().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void confirmingTwiceChangesNothing() {
        Order confirmed = pending().confirm();

        assertThat(confirmed.confirm()).isSameAs(confirmed);
    }

    @Test
    void anOrderWhoseConfirmationWasAbandonedReadsPendingAndIsNeverConfirmed() {
        Order abandoned = pending().settleConfirmation();

        assertThat(abandoned.status()).isEqualTo(OrderStatus.PENDING);
        assertThatThrownBy(abandoned::confirm).isInstanceOf(OrderNotPending.class);
    }

    @Test
    void settlingLeavesAConfirmedOrderConfirmed() {
        Order confirmed = pending().confirm();

        assertThat(confirmed.settleConfirmation()).isSameAs(confirmed);
    }

    @Test
    void aRejectedOrderIsNotConfirmed() {
        Order rejected = pending().reject("CARD_DECLINED", List.of());

        assertThatThrownBy(rejected::confirm)
                .isInstanceOf(OrderNotPending.class)
                .hasMessageContaining("REJECTED");
    }

    @Test
    void aConfirmedOrderIsNotRejected() {
        Order confirmed = pending().confirm();

        assertThatThrownBy(() -> confirmed.reject("CARD_DECLINED", List.of()))
                .isInstanceOf(OrderAlreadyConfirmed.class);
    }

    @Test
    void anOrderIsNotRejectedWhileSomethingIsLeftOver() {
        assertThatThrownBy(() -> pending().reject("CARD_DECLINED", unrefunded()))
                .isInstanceOf(ResidualsLeft.class)
                .hasMessageContaining("RefundPayment");
    }

    @Test
    void theReasonIsKeptAsACode() {
        assertThat(pending().reject("OUT_OF_STOCK: TEA-1", List.of()).reason()).isEqualTo("OUT_OF_STOCK");
        assertThat(pending().reject("CARD_DECLINED", List.of()).reason()).isEqualTo("CARD_DECLINED");
    }

    @Test
    void aSecondRejectionKeepsTheFirstReason() {
        Order rejected = pending().reject("OUT_OF_STOCK", List.of());

        assertThat(rejected.reject("CARD_DECLINED", List.of())).isSameAs(rejected);
    }

    @Test
    void anOrderInNeedOfRepairKnowsWhatIsLeftOverAndWhoWaits() {
        Order repair = pending().requestRepair("OUT_OF_STOCK", unrefunded(), "token-1");

        assertThat(repair.status()).isEqualTo(OrderStatus.NEEDS_REPAIR);
        assertThat(repair.residuals()).isEqualTo(unrefunded());
        assertThat(repair.repair().tokens()).containsExactly("token-1");
        assertThatThrownBy(repair::confirm).isInstanceOf(OrderNotPending.class);
    }

    @Test
    void aRepeatedRequestForRepairKeepsEveryTokenSinceTheLivingOneCannotBeTold() {
        Order repair = pending()
                .requestRepair("OUT_OF_STOCK", unrefunded(), "token-1")
                .requestRepair("OUT_OF_STOCK", unrefunded(), "token-2");

        assertThat(repair.repair().tokens()).containsExactly("token-1", "token-2");
        assertThat(repair.requestRepair("OUT_OF_STOCK", unrefunded(), "token-1"))
                .isSameAs(repair);
    }

    @Test
    void onlySoManyTokensAreKept() {
        Order repair = pending();
        for (int i = 0; i < 20; i++) {
            repair = repair.requestRepair("OUT_OF_STOCK", unrefunded(), "token-" + i);
        }

        assertThat(repair.repair().tokens()).hasSize(8).endsWith("token-19");
    }

    @Test
    void aRepairedOrderIsRejectedAndNothingIsLeftOver() {
        Order rejected =
                pending().requestRepair("OUT_OF_STOCK", unrefunded(), "token-1").reject("OUT_OF_STOCK", List.of());

        assertThat(rejected.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(rejected.residuals()).isEmpty();
        assertThat(rejected.repair().tokens()).isEmpty();
    }

    @Test
    void anOrderThatHasEndedNeedsNoRepair() {
        assertThatThrownBy(() -> pending().confirm().requestRepair("R", unrefunded(), "token-1"))
                .isInstanceOf(OrderAlreadyConfirmed.class);
        assertThatThrownBy(() -> pending().reject("R", List.of()).requestRepair("R", unrefunded(), "token-1"))
                .isInstanceOf(OrderNotPending.class);
    }

    @Test
    void anOrderWaitsForItsReviewAndKnowsWhomTheDecisionWakes() {
        Order waiting = pending().requestReview("token-1", NOW).requestReview("token-2", LATER);

        assertThat(waiting.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(waiting.review())
                .isEqualTo(new Review(Review.State.WAITING, List.of("token-1", "token-2"), NOW, null, null, null));
        assertThat(waiting.requestReview("token-1", LATER)).isSameAs(waiting);
    }

    @Test
    void anOrderThatWaitsForItsReviewOrWasNotApprovedIsNotConfirmed() {
        Order waiting = reviewed(null);

        assertThatThrownBy(waiting::confirm).isInstanceOf(OrderNotPending.class).hasMessageContaining("WAITING");
        assertThatThrownBy(() -> reviewed(Decision.REFUSE).confirm()).isInstanceOf(OrderNotPending.class);
        assertThatThrownBy(() -> waiting.settleReview(NOW).confirm()).isInstanceOf(OrderNotPending.class);
        assertThat(reviewed(Decision.APPROVE).confirm().status()).isEqualTo(OrderStatus.CONFIRMED);
    }

    @Test
    void whatAReviewDecidedFirstIsFinal() {
        Order approved = reviewed(Decision.APPROVE);

        assertThat(approved.decideReview(Decision.APPROVE, operator("again"))).isSameAs(approved);
        assertThatThrownBy(() -> approved.decideReview(Decision.REFUSE, operator("late")))
                .isInstanceOf(NoReviewWaiting.class);
        assertThat(approved.settleReview(LATER)).isSameAs(approved);
        assertThatThrownBy(() -> approved.requestReview("token-2", LATER)).isInstanceOf(ReviewDecided.class);
        assertThat(approved.requestCancellation(customer()).settleReview(LATER).review())
                .as("a run that was approved has perhaps charged: what it does must not depend on when it asks")
                .isEqualTo(approved.review());
    }

    @Test
    void aReviewThatNobodyAnswersIsARefusalThatALateAnswerDoesNotChange() {
        Order late = reviewed(null).settleReview(LATER);

        assertThat(stateOf(late)).isEqualTo(Review.State.TIMED_OUT);
        assertThatThrownBy(() -> late.decideReview(Decision.APPROVE, operator("late")))
                .isInstanceOf(NoReviewWaiting.class);
        assertThat(stateOf(pending().settleReview(NOW))).isEqualTo(Review.State.TIMED_OUT);
    }

    @Test
    void anOrderThatIsNotPendingOrOnItsWayOutIsNotReviewed() {
        assertThatThrownBy(() -> pending().settleConfirmation().requestReview("t", NOW))
                .isInstanceOf(OrderNotPending.class);
        assertThatThrownBy(() -> pending().confirm().requestReview("t", NOW)).isInstanceOf(OrderNotPending.class);
        assertThatThrownBy(() -> pending().requestCancellation(customer()).requestReview("t", NOW))
                .isInstanceOf(OrderCancelled.class);
        assertThatThrownBy(() -> pending().decideReview(Decision.APPROVE, operator(null)))
                .isInstanceOf(NoReviewWaiting.class);
        assertThatThrownBy(() -> reviewed(null).settleConfirmation().decideReview(Decision.APPROVE, operator(null)))
                .isInstanceOf(NoReviewWaiting.class);
    }

    @Test
    void anOrderThatEndsEndsTheWaitingForItsReview() {
        assertThat(stateOf(reviewed(null).reject("REVIEW_FAILED", List.of()))).isEqualTo(Review.State.TIMED_OUT);
    }

    @Test
    void anOrderThatWasTakenBackIsNeverConfirmedAndEndsCancelled() {
        Order takenBack = pending().requestCancellation(customer());

        assertThat(takenBack.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(takenBack.cancellation()).isEqualTo(customer());
        assertThatThrownBy(takenBack::confirm).isInstanceOf(OrderCancelled.class);
        Order ended = takenBack.settleConfirmation().reject("CARD_DECLINED", List.of());
        assertThat(ended.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(ended.reason()).isEqualTo("CANCELLED_BY_CUSTOMER");
        assertThatThrownBy(ended::confirm).isInstanceOf(OrderCancelled.class);
        assertThat(ended.settleConfirmation()).isSameAs(ended);
        assertThat(ended.reject("LATE", List.of())).isSameAs(ended);
    }

    @Test
    void theFirstCancellationCounts() {
        Order takenBack = pending().requestCancellation(customer());

        assertThat(takenBack.requestCancellation(operator("me too"))).isSameAs(takenBack);
        Order ended = takenBack.reject("R", List.of());
        assertThat(ended.requestCancellation(operator("me too"))).isSameAs(ended);
    }

    @Test
    void anOrderTakenBackWhileItWaitsForItsReviewWaitsNoLonger() {
        Order takenBack = reviewed(null).requestCancellation(customer());

        assertThat(stateOf(takenBack)).isEqualTo(Review.State.CANCELLED);
        assertThat(stateOf(pending().requestCancellation(customer()).settleReview(NOW)))
                .isEqualTo(Review.State.CANCELLED);
        assertThatThrownBy(() -> takenBack.decideReview(Decision.APPROVE, operator(null)))
                .isInstanceOf(NoReviewWaiting.class);
    }

    @Test
    void aRejectedOrderIsNotTakenBackAndAConfirmedOneOnlyByItsRefund() {
        assertThatThrownBy(() -> pending().reject("R", List.of()).requestCancellation(customer()))
                .isInstanceOf(TooLateToCancel.class);
        Order confirmed = pending().confirm();
        assertThat(confirmed.requestCancellation(customer())).isSameAs(confirmed);

        Order begun = confirmed.beginCancellation(customer());
        assertThat(begun.status()).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(begun.beginCancellation(operator("late"))).isSameAs(begun);
        assertThat(begun.confirm()).isSameAs(begun);
        assertThat(begun.settleConfirmation()).isSameAs(begun);
        assertThatThrownBy(() -> begun.reject("R", List.of())).isInstanceOf(OrderAlreadyConfirmed.class);
        Order cancelled = begun.cancel(List.of());
        assertThat(cancelled.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(cancelled.cancel(unrefunded())).isSameAs(cancelled);
        assertThat(cancelled.beginCancellation(operator("late"))).isSameAs(cancelled);
    }

    @Test
    void onlyARefundThatBeganEndsCancelledAndNotWhileSomethingIsLeftOver() {
        assertThatThrownBy(() -> pending().beginCancellation(customer())).isInstanceOf(OrderNotConfirmed.class);
        assertThatThrownBy(() -> pending().confirm().cancel(List.of())).isInstanceOf(OrderNotConfirmed.class);
        assertThatThrownBy(() -> pending().requestCancellation(customer()).cancel(List.of()))
                .isInstanceOf(OrderNotConfirmed.class);
        Order begun = pending().confirm().beginCancellation(customer());
        assertThatThrownBy(() -> begun.cancel(unrefunded())).isInstanceOf(ResidualsLeft.class);
        Order repair = begun.requestRepair("CANCELLED_BY_CUSTOMER", unrefunded(), "token-1");
        assertThat(repair.status()).isEqualTo(OrderStatus.NEEDS_REPAIR);
        assertThat(repair.cancel(List.of()).status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void anOrderInNeedOfRepairIsTakenBackAndEndsCancelled() {
        Order repair = inRepair().requestCancellation(customer());

        assertThat(repair.status()).isEqualTo(OrderStatus.NEEDS_REPAIR);
        assertThatThrownBy(() -> repair.reject("R", unrefunded())).isInstanceOf(ResidualsLeft.class);
        assertThat(repair.reject("R", List.of()).status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void aDecisionAboutARepairIsKeptWithWhatItIsAbout() {
        Order decided = inRepair().decideRepair(Resolution.RETRY, operator(null));

        assertThat(decided.repairs())
                .containsExactly(new RepairDecision(Resolution.RETRY, operator(null), unrefunded(), false));
        assertThat(decided.decideRepair(Resolution.RETRY, operator("again"))).isSameAs(decided);
        assertThatThrownBy(() -> decided.decideRepair(Resolution.SKIP, operator("other")))
                .isInstanceOf(DecisionOnItsWay.class);
    }

    @Test
    void aSagaThatHasTakenADecisionIsGivenAnotherOnlyWhenItAsksAgain() {
        Order taken = inRepair().decideRepair(Resolution.RETRY, operator(null)).repairDelivered(List.of("token-1"));

        assertThat(taken.repairs().get(0).delivered()).isTrue();
        assertThat(taken.decideRepair(Resolution.RETRY, operator(null))).isSameAs(taken);
        assertThatThrownBy(() -> taken.decideRepair(Resolution.SKIP, operator("enough")))
                .isInstanceOf(DecisionOnItsWay.class);
        assertThat(taken.requestRepair("R", unrefunded(), "token-1"))
                .as("the first request, delivered again late")
                .isSameAs(taken);
        Order asksAgain = taken.requestRepair("R", unrefunded(), "token-2");
        assertThat(asksAgain.decideRepair(Resolution.SKIP, operator("enough")).repairs())
                .hasSize(2);
    }

    @Test
    void aRequestThatCameWhileADecisionWasDeliveredIsNotTakenForAnswered() {
        Order order = inRepair()
                .decideRepair(Resolution.RETRY, operator(null))
                .requestRepair("R", unrefunded(), "token-2")
                .repairDelivered(List.of("token-1"));

        assertThat(order.repair().answered()).isFalse();
        assertThat(order.decideRepair(Resolution.SKIP, operator("enough")).repairs())
                .hasSize(2);
    }

    @Test
    void aDecisionIsKnownToBeTakenAlsoWhereTheSagaEndedTheOrderBeforeThatWasNoted() {
        Order ended = inRepair()
                .decideRepair(Resolution.SKIP, operator("written off"))
                .reject("OUT_OF_STOCK", List.of())
                .repairDelivered(List.of("token-1"));

        assertThat(ended.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(ended.repairs().get(0).delivered()).isTrue();
        assertThat(ended.repair().answered()).isFalse();
        assertThat(ended.repairDelivered(List.of("token-1"))).isSameAs(ended);
    }

    @Test
    void whatWasSkippedStaysListedOnTheOrder() {
        Order skipped = inRepair()
                .decideRepair(Resolution.SKIP, operator("written off"))
                .repairDelivered(List.of("token-1"))
                .reject("OUT_OF_STOCK", List.of());

        assertThat(skipped.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(skipped.residuals()).isEmpty();
        assertThat(skipped.skipped()).isEqualTo(unrefunded());
        assertThatThrownBy(() -> inRepair().decideRepair(Resolution.SKIP, operator(null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlySoManyDecisionsAreKeptButEveryOneThatSkipped() {
        Order order = inRepair().decideRepair(Resolution.SKIP, operator("written off"));
        for (int i = 2; i < 40; i++) {
            order = order.repairDelivered(order.repair().tokens())
                    .requestRepair("R", unrefunded(), "token-" + i)
                    .decideRepair(Resolution.RETRY, operator("attempt " + i));
        }

        assertThat(order.repairs()).hasSize(20);
        assertThat(order.repairs().get(0).resolution()).isEqualTo(Resolution.SKIP);
        assertThat(order.repairs().get(19).attribution().reason()).isEqualTo("attempt 39");
    }

    @Test
    void anOrderThatNeedsNoRepairTakesNoDecisionButKnowsTheOneItHad() {
        assertThatThrownBy(() -> pending().decideRepair(Resolution.RETRY, operator(null)))
                .isInstanceOf(NothingToRepair.class);
        Order repaired =
                inRepair().decideRepair(Resolution.RETRY, operator(null)).reject("R", List.of());
        assertThat(repaired.decideRepair(Resolution.RETRY, operator(null))).isSameAs(repaired);
        assertThatThrownBy(() -> repaired.decideRepair(Resolution.DONE, operator(null)))
                .isInstanceOf(NothingToRepair.class);
    }

    private static Order inRepair() {
        return pending().requestRepair("OUT_OF_STOCK", unrefunded(), "token-1");
    }

    private static Order reviewed(@Nullable Decision decision) {
        Order waiting = pending().requestReview("token-1", NOW);
        return decision == null ? waiting : waiting.decideReview(decision, operator("seen"));
    }

    private static Review.@Nullable State stateOf(Order order) {
        return order.review() == null ? null : order.review().state();
    }

    private static Attribution customer() {
        return new Attribution("customer-1", NOW, "ordered twice");
    }

    private static Attribution operator(@Nullable String reason) {
        return new Attribution("operator-1", LATER, reason);
    }

    @Test
    void everyMoveCountsUpTheVersion() {
        Order order = pending();

        assertThat(order.confirm().version()).isEqualTo(order.version() + 1);
    }
}
