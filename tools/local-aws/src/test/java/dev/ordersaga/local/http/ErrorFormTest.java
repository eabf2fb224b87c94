package dev.ordersaga.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is not there answers in its own protocol's error, and is named. */
class ErrorFormTest {

    @Test
    void aServiceWithATargetIsNamedInAwsJson() {
        HttpResponse refused = refused(request("POST", "/", Map.of("x-amz-target", "Kinesis_20131202.PutRecord")));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(text(refused)).contains("\"__type\":\"UnknownOperationException\"", "Kinesis_20131202.PutRecord");
    }

    @Test
    void s3IsNamedInItsOwnXml() {
        HttpResponse refused = refused(request("GET", "/bucket/key", Map.of("authorization", signedFor("s3"))));

        assertThat(refused.status()).isEqualTo(501);
        assertThat(refused.headers()).containsEntry("Content-Type", "application/xml");
        assertThat(text(refused)).contains("<Error><Code>NotImplemented</Code>", "GET /bucket/key");
    }

    @Test
    void aPresignedUrlIsOfItsServiceToo() {
        HttpRequest presigned = new HttpRequest(
                "GET",
                "/bucket/key",
                "X-Amz-Credential=me%2F20260101%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Date=x",
                Map.of(),
                new byte[0]);

        assertThat(text(refused(presigned))).contains("<Error><Code>NotImplemented</Code>");
    }

    @Test
    void anActionIsNamedInQueryXml() {
        HttpRequest request = new HttpRequest(
                "POST",
                "/",
                "",
                Map.of(
                        "content-type", List.of("application/x-www-form-urlencoded; charset=utf-8"),
                        "authorization", List.of(signedFor("iam"))),
                "Action=ListRoles&Version=2010-05-08".getBytes(StandardCharsets.UTF_8));

        assertThat(text(refused(request)))
                .contains("<ErrorResponse><Error>", "<Code>InvalidAction</Code>", "ListRoles of iam");
    }

    @Test
    void aRestServiceIsNamedInJson() {
        HttpResponse refused = refused(request("GET", "/v2/apis", Map.of("authorization", signedFor("apigateway"))));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.headers()).containsEntry("x-amzn-ErrorType", "UnknownOperationException");
        assertThat(text(refused)).contains("\"message\":", "GET /v2/apis of apigateway");
    }

    @Test
    void cborIsAnsweredInCbor() {
        HttpResponse refused = refused(request(
                "POST",
                "/service/GraniteServiceVersion20100801/operation/PutMetricData",
                Map.of("smithy-protocol", "rpc-v2-cbor")));

        assertThat(refused.headers()).containsEntry("smithy-protocol", "rpc-v2-cbor");
        assertThat(text(refused)).contains("__type", "UnknownOperationException", "PutMetricData");
        assertThat(refused.body()[0]).isEqualTo((byte) 0xa2);
    }

    @Test
    void anErrorOfTheJavaMachineIsAnAnswer() throws Exception {
        try (HttpPort port = HttpPort.open(0, List.of(new TooDeep()));
                RawConnection connection = new RawConnection(port)) {
            for (String path : List.of("/quick", "/waiting", "/handles")) {
                assertThat(connection.send(RawConnection.post(path, "x")).answer())
                        .startsWith("HTTP/1.1 500 ")
                        .contains("InternalFailure", "StackOverflowError");
            }
        }
    }

    private static HttpResponse refused(HttpRequest request) {
        return ErrorForm.of(request).response(UnsupportedRequests.refusal(request));
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static String signedFor(String service) {
        return "AWS4-HMAC-SHA256 Credential=me/20260101/eu-west-1/" + service
                + "/aws4_request, SignedHeaders=host, Signature=0";
    }

    private static HttpRequest request(String method, String path, Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        return new HttpRequest(method, path, "", all, new byte[0]);
    }

    private static final class TooDeep implements HttpService {

        @Override
        public boolean handles(HttpRequest request) {
            if (request.path().equals("/handles")) {
                throw new StackOverflowError();
            }
            return true;
        }

        @Override
        public boolean quick(HttpRequest request) {
            return request.path().equals("/quick");
        }

        @Override
        public CompletionStage<HttpResponse> answer(HttpRequest request) {
            return CompletableFuture.completedFuture(deeper(0));
        }

        private static HttpResponse deeper(int depth) {
            return depth < 0 ? new HttpResponse(200, Map.of(), new byte[0]) : deeperStill(depth + 1);
        }

        private static HttpResponse deeperStill(int depth) {
            HttpResponse below = deeper(depth);
            return new HttpResponse(below.status() + 1, below.headers(), below.body());
        }
    }
}
