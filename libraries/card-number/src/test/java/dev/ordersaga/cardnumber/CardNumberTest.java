package dev.ordersaga.cardnumber;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4242424242424242",
                "pm_4242424242424242",
                "4242 4242 4242 4242",
                "no. 4242-4242-4242-4242.",
                "378282246310005",
                "5555555555554444",
                "2223003122003222",
                "6011111111111117",
                "3530111333300000",
                "6759649826438453",
                "4111.1111.1111.1111",
                "4111_1111_1111_1111",
                "4111/1111/1111/1111",
                "4111\u00a01111\u00a01111\u00a01111",
                "12/24 4111 1111 1111 1111 123",
                "24 4111111111111111",
                "3782-822463-10005",
                "30569309025904",
                "3056-930902-5904",
                "4242 4242-4242.4242",
                "424242 4242424242",
                "42424242 42424242",
                "4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2",
                "42-42-42-42-42-42-42-42",
                "424/242/424/242/424/2",
                "4222222222222",
                "4242424242424242, for 5f0c1c1e-7b5e-4c1b-9a3e-0d1c2b3a4f5e",
                "5f0c1c1e-7b5e-4c1b-9a3e-0d1c2b3a4f5e4242424242424242",
            })
    void aCardNumberIsFoundWhateverStandsBesideIt(String text) {
        assertThat(CardNumber.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42424242-4242-4242-8a1b-0c9d8e7f6a5b",
                "sku-42424242-4242-4242-8a1b-0c9d8e7f6a5b",
                "sku-8a1b0c9d-4242-4242-4242-4242c9d8e7f6",
                "SKU-8A1B0C9D-4242-4242-4242-4242C9D8E7F6",
                "8a1b0c9d4242424242424242c9d8e7f6",
            })
    void theDigitsOfAUuidAreNone(String text) {
        assertThat(CardNumber.isIn(text)).isFalse();
        assertThat(CardNumber.standsIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20261124123005",
                "20261124-123005",
                "2026-11-24 12.30.4007",
                "2026-11-24-00000000000",
                "order-2026112412304500007",
                "+49 170 12345678",
                "3.14159265358979"
            })
    void aTimeOrAnotherNumberIsNone(String text) {
        assertThat(CardNumber.isIn(text)).isFalse();
        assertThat(CardNumber.standsIn(text)).isFalse();
    }

    /** Together they would have the check digit; three in ten counters and times side by side hold some that do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "customer-42-4242.42424242424-2",
                "shop-4-242-4242424242-42",
                "batch-42.424-2424242424242",
                "4242424242-424242",
                "4-2-42-4-2-4-2-4-2-4-2-4-2-4-2",
                "42-42.42-42.42-42.42-42"
            })
    void numbersOfAnyLengthSideBySideAreNone(String text) {
        assertThat(CardNumber.isIn(text)).isFalse();
        assertThat(CardNumber.standsIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"order-4242424242424242", "a1-4242 4242 4242 4242", "4242424242424242/saga"})
    void inAnIdentifierItIsFoundWhereItStandsAlone(String identifier) {
        assertThat(CardNumber.standsIn(identifier)).isTrue();
        assertThat(CardNumber.standsIn("a4242424242424242")).isFalse();
        assertThat(CardNumber.standsIn("4242424242424242a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4006381333023", "sku-4006381333122"})
    void thirteenDigitsWithTheCheckDigitOfAProductAreNone(String text) {
        assertThat(CardNumber.isIn(text)).isFalse();
        assertThat(CardNumber.standsIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4242424242424241", "1234567890123", "424242424242", "42424242424242424242", "", "TEA-1"})
    void digitsWithoutTheCheckDigitOrOfAnotherLengthAreNone(String text) {
        assertThat(CardNumber.isIn(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4242424242424241",
                "630400000000",
                " 6304 0000-0000 ",
                "6304000000000000000",
                "pm_4242424242424242"
            })
    void aTokenOfNothingButAsManyDigitsAsACardHasMayBeOneWhateverItsCheckDigit(String token) {
        assertThat(CardNumber.mayBe(token)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm_card_visa", "12345678901", "12345678901234567890", "pm_4242424242424241", ""})
    void anotherTokenIsNone(String token) {
        assertThat(CardNumber.mayBe(token)).isFalse();
    }
}
