package dev.ordersaga.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    private static final Caller PRESET = new Caller("000000000000", "us-east-1");

    @Test
    void anAccessKeyOfTwelveDigitsIsTheAccount() {
        assertThat(caller(
                        "AWS4-HMAC-SHA256 Credential=111111111111/20260101/eu-west-1/states/aws4_request, Signature=0"))
                .isEqualTo(new Caller("111111111111", "eu-west-1"));
    }

    @Test
    void anyOtherAccessKeyBelongsToThePresetAccount() {
        assertThat(caller("AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20260101/eu-west-1/states/aws4_request"))
                .isEqualTo(new Caller("000000000000", "eu-west-1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic dXNlcjpwYXNz", "AWS4-HMAC-SHA256 Credential=", "Credential=a/b/c"})
    void whatCannotBeReadLeavesThePreset(String authorization) {
        assertThat(caller(authorization)).isEqualTo(PRESET);
    }

    @Test
    void anUnsignedRequestIsThePresetCallers() {
        assertThat(Caller.of(new HttpRequest("POST", "/", "", Map.of(), new byte[0]), PRESET))
                .isEqualTo(PRESET);
    }

    private static Caller caller(String authorization) {
        return Caller.of(
                new HttpRequest("POST", "/", "", Map.of("authorization", List.of(authorization)), new byte[0]), PRESET);
    }
}
