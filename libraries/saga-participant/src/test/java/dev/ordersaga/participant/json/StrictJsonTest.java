package dev.ordersaga.participant.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ordersaga.participant.json.MalformedJson.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "null", "true", "\"a\"", " {\"a\":[1,{\"a\":2}]} "})
    void readsOneDocumentOfAnyKind(String json) {
        assertThat(read(json)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                               | EMPTY           |
            ~  ~                             | EMPTY           |
            {                                | NOT_WELL_FORMED |
            {'a':{'b':[1,{'c':}]}}           | NOT_WELL_FORMED | a.b[1].c
            {'a':1,'a':2}                    | FIELD_TWICE     | a
            {'items':[{'n':1},{'n':1,'n':2}]} | FIELD_TWICE     | items[1].n
            {} {}                            | MORE_BEHIND     |
            {}]                              | NOT_WELL_FORMED |
            {'a':01}                         | NOT_WELL_FORMED | a
            {'a':NaN}                        | NOT_WELL_FORMED | a
            {'a':1,}                         | NOT_WELL_FORMED |
            """)
    void anotherTextIsMalformedForAReasonAndAtAPlace(String json, Reason reason, String place) {
        MalformedJson malformed = catchThrowableOfType(MalformedJson.class, () -> read(json));

        assertThat(malformed.reason()).isEqualTo(reason);
        if (place != null) {
            assertThat(malformed.place().path(name -> name)).isEqualTo(place);
        }
    }

    @Test
    void whereItEndsBeingJsonIsToldByLineAndColumn() {
        MalformedJson malformed = catchThrowableOfType(MalformedJson.class, () -> read("{\n \"a\":x}"));

        assertThat(malformed.line()).isEqualTo(2);
        assertThat(malformed.column()).isPositive();
    }

    @Test
    void noDepthNoLengthAndNoBytesBreakIt() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> read("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)))
                .isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> read("9".repeat(100_000))).isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> StrictJson.read(new byte[] {'"', (byte) 0xff, (byte) 0xfe, '"'}))
                .isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> StrictJson.read(new byte[] {'"', (byte) 0xc3, '"'}))
                .isInstanceOf(MalformedJson.class);
        assertThat(read("1e999999999").isIntegralNumber()).isFalse();
    }

    @Test
    void theMessageRepeatsNothing() {
        assertThatThrownBy(() -> read("{\"secret\":secret}")).hasMessageNotContaining("secret");
    }

    private static tools.jackson.databind.JsonNode read(String json) {
        return StrictJson.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
