package dev.ordersaga.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.participant.DynamoDbLocal;
import dev.ordersaga.payment.CardGateway.Barred;
import dev.ordersaga.payment.CardGateway.ChargeAnswer;
import dev.ordersaga.payment.CardGateway.Charged;
import dev.ordersaga.payment.CardGateway.Declined;
import dev.ordersaga.payment.CardGateway.NothingCharged;
import dev.ordersaga.payment.CardGateway.Refunded;
import dev.ordersaga.payment.CardGateway.Refused;
import dev.ordersaga.payment.GatewayTimedOut;
import dev.ordersaga.payment.GatewayUnavailable;
import dev.ordersaga.payment.IdempotencyKey;
import dev.ordersaga.payment.Money;
import dev.ordersaga.payment.PaymentMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedCardGatewayTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final Money FIVE_EUROS = new Money(500, "EUR");

    private final Books books = new Books(dynamoDb);
    private final SimulatedCardGateway gateway = books.gateway();
    private final IdempotencyKey key = IdempotencyKey.ofOrder("order-1");

    @Test
    void chargesOncePerKey() {
        ChargeAnswer first = charge("pm_card_visa");

        assertThat(first).isEqualTo(new Charged("pay-order-order-1", FIVE_EUROS));
        assertThat(charge("pm_card_visa")).isEqualTo(first);
        assertThat(gateway.find(key)).contains(first);
        assertThat(books.kept("order-1")).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({
        "pm_card_declined, CARD_DECLINED",
        "pm_card_insufficient_funds, INSUFFICIENT_FUNDS",
        "pm_card_never_heard_of, UNKNOWN_PAYMENT_METHOD"
    })
    void declinesWithAStableCode(String token, String code) {
        assertThat(charge(token)).isEqualTo(new Declined(code));
        assertThat(gateway.find(key)).contains(new Declined(code));
        assertThat(gateway.refund(key)).isEqualTo(new NothingCharged());
        assertThat(books.charged("order-1")).isZero();
    }

    @Test
    void knowsNothingOfAKeyItNeverSaw() {
        assertThat(gateway.find(key)).isEmpty();
    }

    @Test
    void answersTooLateButHasCharged() {
        assertThatThrownBy(() -> charge("pm_card_timeout_after_charge"))
                .isInstanceOf(GatewayTimedOut.class)
                .hasMessageContaining("2000 ms");

        assertThat(books.waited()).containsExactly(Duration.ofSeconds(2));
        assertThat(gateway.find(key)).contains(new Charged("pay-order-order-1", FIVE_EUROS));
    }

    @Test
    void isUnavailableForTwoChargesOfAKeyAcrossProcesses() {
        assertThatThrownBy(() -> charge("pm_card_unavailable_twice")).isInstanceOf(GatewayUnavailable.class);
        SimulatedCardGateway restarted = books.gateway();
        assertThatThrownBy(() ->
                        restarted.charge(key, "order-1", FIVE_EUROS, new PaymentMethod("pm_card_unavailable_twice")))
                .isInstanceOf(GatewayUnavailable.class);
        assertThat(gateway.find(key)).isEmpty();

        assertThat(charge("pm_card_unavailable_twice")).isInstanceOf(Charged.class);
    }

    @Test
    void refundsOncePerKey() {
        charge("pm_card_visa");

        assertThat(gateway.refund(key)).isEqualTo(new Refunded(FIVE_EUROS));
        assertThat(gateway.refund(key)).isEqualTo(new Refunded(FIVE_EUROS));
        assertThat(books.kept("order-1")).isZero();
    }

    @Test
    void aRefundBeforeTheChargeBarsTheKey() {
        assertThat(gateway.refund(key)).isEqualTo(new NothingCharged());

        assertThat(charge("pm_card_visa")).isEqualTo(new Barred());
        assertThat(gateway.refund(key)).isEqualTo(new NothingCharged());
        assertThat(books.charged("order-1")).isZero();
    }

    @Test
    void aChargeAfterTheRefundTakesNothingAgain() {
        charge("pm_card_visa");
        gateway.refund(key);

        assertThat(charge("pm_card_visa")).isEqualTo(new Barred());
        assertThat(books.kept("order-1")).isZero();
    }

    @Test
    void failsTwoRefundsThenRefunds() {
        charge("pm_card_refund_fails_twice");

        assertThatThrownBy(() -> gateway.refund(key)).isInstanceOf(GatewayUnavailable.class);
        assertThatThrownBy(() -> gateway.refund(key)).isInstanceOf(GatewayUnavailable.class);
        assertThat(gateway.refund(key)).isEqualTo(new Refunded(FIVE_EUROS));
    }

    @Test
    void refusesARefundForGood() {
        charge("pm_card_refund_refused");

        assertThat(gateway.refund(key)).isEqualTo(new Refused("REFUND_REFUSED"));
        assertThat(gateway.refund(key)).isEqualTo(new Refused("REFUND_REFUSED"));
        assertThat(books.kept("order-1")).isEqualTo(500);
    }

    private ChargeAnswer charge(String token) {
        return gateway.charge(key, "order-1", FIVE_EUROS, new PaymentMethod(token));
    }
}
