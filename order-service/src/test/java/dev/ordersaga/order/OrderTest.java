package dev.ordersaga.order;

import static dev.ordersaga.order.OrderFixture.pending;
import static dev.ordersaga.order.OrderFixture.unrefunded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {

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
        assertThat(repair.repairTokens()).containsExactly("token-1");
        assertThatThrownBy(repair::confirm).isInstanceOf(OrderNotPending.class);
    }

    @Test
    void aRepeatedRequestForRepairKeepsEveryTokenSinceTheLivingOneCannotBeTold() {
        Order repair = pending()
                .requestRepair("OUT_OF_STOCK", unrefunded(), "token-1")
                .requestRepair("OUT_OF_STOCK", unrefunded(), "token-2");

        assertThat(repair.repairTokens()).containsExactly("token-1", "token-2");
        assertThat(repair.requestRepair("OUT_OF_STOCK", unrefunded(), "token-1"))
                .isSameAs(repair);
    }

    @Test
    void onlySoManyTokensAreKept() {
        Order repair = pending();
        for (int i = 0; i < 20; i++) {
            repair = repair.requestRepair("OUT_OF_STOCK", unrefunded(), "token-" + i);
        }

        assertThat(repair.repairTokens()).hasSize(8).endsWith("token-19");
    }

    @Test
    void aRepairedOrderIsRejectedAndNothingIsLeftOver() {
        Order rejected =
                pending().requestRepair("OUT_OF_STOCK", unrefunded(), "token-1").reject("OUT_OF_STOCK", List.of());

        assertThat(rejected.status()).isEqualTo(OrderStatus.REJECTED);
        assertThat(rejected.residuals()).isEmpty();
        assertThat(rejected.repairTokens()).isEmpty();
    }

    @Test
    void anOrderThatHasEndedNeedsNoRepair() {
        assertThatThrownBy(() -> pending().confirm().requestRepair("R", unrefunded(), "token-1"))
                .isInstanceOf(OrderAlreadyConfirmed.class);
        assertThatThrownBy(() -> pending().reject("R", List.of()).requestRepair("R", unrefunded(), "token-1"))
                .isInstanceOf(OrderNotPending.class);
    }

    @Test
    void everyMoveCountsUpTheVersion() {
        Order order = pending();

        assertThat(order.confirm().version()).isEqualTo(order.version() + 1);
    }
}
