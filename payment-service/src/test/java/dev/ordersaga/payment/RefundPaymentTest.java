package dev.ordersaga.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.payment.CardGateway.NothingCharged;
import dev.ordersaga.payment.CardGateway.Refunded;
import dev.ordersaga.payment.CardGateway.Refused;
import dev.ordersaga.payment.Payments.Progress;
import dev.ordersaga.payment.Payments.Refund;
import dev.ordersaga.payment.RefundPayment.Outcome;
import dev.ordersaga.payment.RefundPayment.RefundResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefundPaymentTest {

    private static final Money FIVE_EUROS = new Money(500, "EUR");

    private final PaymentsByHand payments = new PaymentsByHand();
    private final GatewayByHand gateway = new GatewayByHand();
    private final RefundPayment refundPayment = new RefundPayment(payments, gateway);

    @ParameterizedTest
    @EnumSource(names = {"NOTHING", "DECLINED"})
    void withoutAChargeTheGatewayIsNotAsked(Progress progress) {
        payments.progress = progress;

        assertThat(refundPayment.refund("order-1")).isEqualTo(new RefundResult("order-1", Outcome.NOTHING_CHARGED));
        assertThat(gateway.asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"INTENDED", "CHARGED"})
    void whatWasOrMayHaveBeenChargedIsGivenBackByTheSameKey(Progress progress) {
        payments.progress = progress;
        gateway.toRefund = new Refunded(FIVE_EUROS);

        assertThat(refundPayment.refund("order-1")).isEqualTo(new RefundResult("order-1", Outcome.REFUNDED));
        assertThat(gateway.asked).containsExactly("refund order-order-1");
        assertThat(payments.refund).isEqualTo(new Refund(new RefundResult("order-1", Outcome.REFUNDED), FIVE_EUROS));
    }

    @Test
    void anIntentThatNeverReachedTheGatewayChargedNothing() {
        payments.progress = Progress.INTENDED;
        gateway.toRefund = new NothingCharged();

        assertThat(refundPayment.refund("order-1")).isEqualTo(new RefundResult("order-1", Outcome.NOTHING_CHARGED));
    }

    @Test
    void aChargeInWritingOfWhichTheGatewayKnowsNothingIsAFault() {
        payments.progress = Progress.CHARGED;
        gateway.toRefund = new NothingCharged();

        assertThatThrownBy(() -> refundPayment.refund("order-1")).isInstanceOf(IllegalStateException.class);
        assertThat(payments.refund).isNull();
    }

    @Test
    void aRefusedRefundIsNotWrittenDown() {
        payments.progress = Progress.CHARGED;
        gateway.toRefund = new Refused("REFUND_REFUSED");

        assertThatThrownBy(() -> refundPayment.refund("order-1"))
                .isExactlyInstanceOf(RefundRefused.class)
                .hasMessage("REFUND_REFUSED");
        assertThat(payments.refund).isNull();
    }
}
