package dev.ordersaga.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.participant.StepAlreadyCompensated;
import dev.ordersaga.payment.CardGateway.Barred;
import dev.ordersaga.payment.CardGateway.Charged;
import dev.ordersaga.payment.CardGateway.Declined;
import dev.ordersaga.payment.Payments.Charge;
import dev.ordersaga.payment.Payments.Progress;
import dev.ordersaga.payment.ProcessPayment.Payment;
import dev.ordersaga.payment.ProcessPayment.Processed;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessPaymentTest {

    private static final Money FIVE_EUROS = new Money(500, "EUR");
    private static final Processed CHARGED = new Processed("pay-1", "CHARGED");

    private final PaymentsByHand payments = new PaymentsByHand();
    private final GatewayByHand gateway = new GatewayByHand();
    private final ProcessPayment processPayment = new ProcessPayment(payments, gateway);
    private final Payment payment = new Payment("order-1", FIVE_EUROS, new PaymentMethod("pm_card_visa"));

    @Test
    void chargesByTheOrdersOwnKey() {
        gateway.toCharge = new Charged("pay-1", FIVE_EUROS);

        assertThat(processPayment.process(payment)).isEqualTo(CHARGED);
        assertThat(gateway.asked).containsExactly("charge order-order-1 order-1 500 pm_card_visa");
        assertThat(payments.charge).isEqualTo(new Charge(CHARGED, FIVE_EUROS));
    }

    @Test
    void asksBeforeItChargesWhenAnIntentWasLeft() {
        payments.progress = Progress.INTENDED;
        gateway.toCharge = new Charged("pay-1", FIVE_EUROS);

        assertThat(processPayment.process(payment)).isEqualTo(CHARGED);
        assertThat(gateway.asked)
                .containsExactly("find order-order-1", "charge order-order-1 order-1 500 pm_card_visa");
    }

    @Test
    void doesNotChargeAgainWhatTheGatewayHasDecided() {
        payments.progress = Progress.INTENDED;
        gateway.found = Optional.of(new Charged("pay-1", FIVE_EUROS));

        assertThat(processPayment.process(payment)).isEqualTo(CHARGED);
        assertThat(gateway.asked).containsExactly("find order-order-1");
    }

    @Test
    void aDeclinedChargeIsRefusedForItsReason() {
        gateway.toCharge = new Declined("INSUFFICIENT_FUNDS");

        assertThatThrownBy(() -> processPayment.process(payment))
                .isExactlyInstanceOf(CardDeclined.class)
                .hasMessage("INSUFFICIENT_FUNDS");
    }

    @Test
    void aBarredChargeWasUndone() {
        gateway.toCharge = new Barred();

        assertThatThrownBy(() -> processPayment.process(payment)).isExactlyInstanceOf(StepAlreadyCompensated.class);
        assertThat(payments.charge).isNull();
    }

    @Test
    void nothingCannotBeCharged() {
        assertThatThrownBy(() -> new Payment("order-1", new Money(0, "EUR"), new PaymentMethod("pm_card_visa")))
                .hasMessage("amount must be more than nothing");
    }
}
