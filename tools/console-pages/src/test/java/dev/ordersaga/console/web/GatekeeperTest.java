package dev.ordersaga.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatekeeperTest {

    private final Gatekeeper gatekeeper = new Gatekeeper(new Random(1));

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:4566", "127.0.0.1:4566", "[::1]:4566", "LOCALHOST:1"})
    void answersUnderThisMachinesOwnNames(String host) {
        assertThat(gatekeeper.refusal(request("GET", Map.of("host", host)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "evil.example:4566",
                "127.0.0.1.evil.example",
                "localhost.evil.example:80",
                "10.0.0.1"
            })
    void refusesAHostThatIsAnothersName(String host) {
        assertThat(gatekeeper.refusal(request("GET", Map.of("host", host)))).isPresent();
    }

    @Test
    void refusesAnotherSitesOrigin() {
        assertThat(gatekeeper.refusal(request("POST", Map.of("host", "127.0.0.1:1", "origin", "http://evil.example"))))
                .isPresent();
        assertThat(gatekeeper.refusal(request("POST", Map.of("host", "127.0.0.1:1", "origin", "null"))))
                .isPresent();
        assertThat(gatekeeper.refusal(request("POST", Map.of("host", "127.0.0.1:1", "origin", "http://127.0.0.1:2"))))
                .isPresent();
        assertThat(gatekeeper.refusal(request("POST", Map.of("host", "127.0.0.1:1", "origin", "http://127.0.0.1:1"))))
                .isEmpty();
    }

    @Test
    void aLinkFromAnotherSiteMayBeFollowedButNothingMayBeFetchedFromThere() {
        Map<String, String> followed =
                Map.of("host", "localhost:1", "sec-fetch-site", "cross-site", "sec-fetch-mode", "navigate");
        Map<String, String> fetched =
                Map.of("host", "localhost:1", "sec-fetch-site", "cross-site", "sec-fetch-mode", "no-cors");

        assertThat(gatekeeper.refusal(request("GET", followed))).isEmpty();
        assertThat(gatekeeper.refusal(request("POST", followed))).isPresent();
        assertThat(gatekeeper.refusal(request("GET", fetched))).isPresent();
    }

    @Test
    void aFormIsOursByItsTokenAlone() {
        assertThat(gatekeeper.isOurs(Map.of("csrf", gatekeeper.token()))).isTrue();
        assertThat(gatekeeper.isOurs(Map.of("csrf", "0"))).isFalse();
        assertThat(gatekeeper.isOurs(Map.of())).isFalse();
        assertThat(new Gatekeeper(new Random(2)).token()).isNotEqualTo(gatekeeper.token());
    }

    private static BrowserRequest request(String method, Map<String, String> headers) {
        return BrowserRequest.of(method, "/", "", new HashMap<>(headers), new byte[0]);
    }
}
