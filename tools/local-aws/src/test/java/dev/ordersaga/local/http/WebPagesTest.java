package dev.ordersaga.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPagesTest {

    private final WebPages pages = new WebPages(Set.of("aws.test"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:4566",
                "127.0.0.1",
                "127.8.9.1:80",
                "localhost:4566",
                "LocalHost",
                "[::1]:4566",
                "bucket.localhost:4566",
                "sync-localhost:4566",
                "sync-127.0.0.1:4566",
                "000000000000.localhost:4566",
                "host.docker.internal:4566",
                "localhost.localstack.cloud:4566",
                "bucket.s3.localhost.localstack.cloud:4566",
                "aws.test:4566"
            })
    void aNameOfThisMachineIsLetIn(String host) {
        assertThat(pages.refusal(request(Map.of("host", host)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:4566",
                "localhost.evil.example:4566",
                "evil-localhost:4566",
                "127.0.0.1.nip.io:4566",
                "10.0.0.7:4566",
                "0.0.0.0:4566",
                "[::ffff:127.0.0.1]:4566",
                "localhost:4566@evil.example",
                ""
            })
    void aNameThatWasMadeToMeanThisMachineIsRefused(String host) {
        assertThat(pages.refusal(request(Map.of("host", host)))).isPresent();
    }

    @Test
    void aClientThatNamesNoHostIsNoBrowser() {
        assertThat(pages.refusal(request(Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost:8080",
                "https://127.0.0.1:4566",
                "http://127.0.0.1"
            })
    void aPageOfAnotherOriginIsRefused(String origin) {
        assertThat(pages.refusal(request(Map.of("host", "127.0.0.1:4566", "origin", origin))))
                .isPresent();
    }

    @Test
    void aPageOfThePortsOwnIsLetIn() {
        assertThat(pages.refusal(request(Map.of(
                        "host", "localhost:4566", "origin", "http://localhost:4566", "sec-fetch-site", "same-origin"))))
                .isEmpty();
    }

    @Test
    void aPictureOrAFormOfAnotherSiteIsRefusedThoughItSendsNoOrigin() {
        assertThat(pages.refusal(request(Map.of("host", "127.0.0.1:4566", "sec-fetch-site", "cross-site"))))
                .isPresent();
        assertThat(pages.refusal(request(Map.of("host", "127.0.0.1:4566", "sec-fetch-site", "same-site"))))
                .isPresent();
    }

    @Test
    void theAddressBarIsLetIn() {
        assertThat(pages.refusal(request(Map.of("host", "127.0.0.1:4566", "sec-fetch-site", "none"))))
                .isEmpty();
    }

    @Test
    void aPreflightIsRefusedInTheProtocolsFormAndReachesNoService() throws Exception {
        try (HttpPort port = HttpPort.open(0, List.of(new NeverAsked()));
                RawConnection connection = new RawConnection(port)) {
            String preflight = connection
                    .send("OPTIONS / HTTP/1.1\r\nHost: 127.0.0.1:" + port.port()
                            + "\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
                            + "Access-Control-Request-Headers: x-amz-target\r\n\r\n")
                    .answer();
            assertThat(preflight).startsWith("HTTP/1.1 403 ").doesNotContainIgnoringCase("access-control-allow");

            String simple = connection
                    .send("POST / HTTP/1.1\r\nHost: rebound.example:" + port.port()
                            + "\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\nContent-Length: 0\r\n\r\n")
                    .answer();
            assertThat(simple)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("\"__type\":\"AccessDeniedException\"", "rebound.example");
        }
    }

    private static HttpRequest request(Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new HttpRequest("POST", "/", "", all, new byte[0]);
    }

    private static final class NeverAsked implements HttpService {

        @Override
        public boolean handles(HttpRequest request) {
            throw new AssertionError("asked");
        }

        @Override
        public CompletionStage<HttpResponse> answer(HttpRequest request) {
            return CompletableFuture.failedFuture(new AssertionError("asked"));
        }
    }
}
