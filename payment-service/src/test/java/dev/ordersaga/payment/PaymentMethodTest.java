package dev.ordersaga.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentMethodTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "4111 1111 1111 1111",
                "4111-1111-1111-1111",
                "378282246310005",
                "6304000000000000000",
                "630400000000",
                " 4111111111111111 ",
                "card: 4111111111111111",
                "pm_4111111111111111"
            })
    void whatLooksLikeACardNumberIsRefusedAndNotRepeated(String token) {
        assertThatThrownBy(() -> new PaymentMethod(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("card number")
                .hasMessageNotContaining(token.strip())
                .hasMessageNotContaining("1111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "pm card", "pm_\n", "pm_ü"})
    void whatIsNoTokenIsRefusedAndNotRepeated(String token) {
        assertThatThrownBy(() -> new PaymentMethod(token))
                .hasMessage(
                        "paymentMethod must be the token of a payment method, of 1 to 128 printable ASCII characters without blanks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pm_card_visa",
                "pm_12345678901",
                "tok-1",
                "42424242-4242-4242-8a1b-0c9d8e7f6a5b",
                "pm_4006381333023",
                "pm_4242424242424241"
            })
    void aTokenIsAcceptedWhateverDigitsItHas(String token) {
        assertThat(new PaymentMethod(token).token()).isEqualTo(token);
    }

    @Test
    void aTokenIsNotPrintedByAccident() {
        assertThat(new PaymentMethod("pm_card_visa")).hasToString("PaymentMethod[…]");
    }
}
