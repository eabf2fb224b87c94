package dev.ordersaga.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void isNeverNegative() {
        assertThatThrownBy(() -> new Money(-1, "EUR")).hasMessageContaining("amount");
    }

    @Test
    void hasACurrency() {
        assertThatThrownBy(() -> new Money(1, "euro")).hasMessageContaining("currency");
    }

    @Test
    void isSubtractedWithinItsCurrency() {
        assertThat(new Money(500, "EUR").minus(new Money(200, "EUR"))).isEqualTo(new Money(300, "EUR"));
        assertThatThrownBy(() -> new Money(500, "EUR").minus(new Money(200, "USD")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
