package dev.ordersaga.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.ordersaga.local.http.AwsError;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', textBlock = """
            ERROR                                  ; an ERROR here          ; an error here
            ERROR payment                          ; payment: ERROR         ; ERROR
            "not found"                            ; it was not found       ; found not
            ?one ?two                              ; two                    ; three
            ERROR -retry                           ; ERROR                  ; ERROR retry
            %o-[0-9]+%                             ; order o-12             ; order o-
            { $.level = "ERROR" }                  ; {"level":"ERROR"}      ; {"level":"INFO"}
            { $.level = ERR* }                     ; {"level":"ERROR"}      ; {"level":"AN ERROR"}
            { $.level = "*R*OR" }                  ; {"level":"AN ERROR"}   ; {"level":"OR"}
            { $.level != "ERROR" }                 ; {"level":"INFO"}       ; {"other":1}
            { $.a.b[1] > 2.5 }                     ; {"a":{"b":[0,3]}}      ; {"a":{"b":[3,0]}}
            { $.n = 5 && $.m < 3 }                 ; {"n":5.0,"m":2}        ; {"n":5,"m":3}
            { ($.n = 5) || ($.m = 3) }             ; {"n":1,"m":3}          ; {"n":1,"m":1}
            { $.n IS NULL }                        ; {"n":null}             ; {}
            { $.n NOT EXISTS }                     ; {}                     ; {"n":null}
            { $.n IS TRUE }                        ; {"n":true}             ; {"n":false}
            { $["a b"] = "x" }                     ; {"a b":"x"}            ; a b x
            """)
    void whatAPatternFindsAndWhatItDoesNot(String pattern, String found, String other) {
        assertThat(FilterPattern.read(pattern).test(found)).isTrue();
        assertThat(FilterPattern.read(pattern).test(other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%a*a*a*a*a*a*a*a*b%", "%(a|aa)+$%", "{ $.a = *a*a*a*a*a*a*a*a*a*b }"})
    void noPatternTakesLong(String pattern) {
        String a = "a".repeat(20_000);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try {
                assertThat(FilterPattern.read(pattern).test("{\"a\":\"" + a + "!\"}"))
                        .isFalse();
            } catch (AwsError refused) {
                assertThat(refused.code()).isEqualTo("InvalidParameterException");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ $.a }",
                "{ $.a = }",
                "{ $.a = 1",
                "{ $.a > \"x\" }",
                "{ $.a = 1 and $.b = 2 }",
                "\"open",
                "[ip, user]",
                "%(%"
            })
    void whatIsNoPatternIsRefused(String pattern) {
        assertThatThrownBy(() -> FilterPattern.read(pattern))
                .isInstanceOf(AwsError.class)
                .extracting(e -> ((AwsError) e).code())
                .isEqualTo("InvalidParameterException");
    }
}
