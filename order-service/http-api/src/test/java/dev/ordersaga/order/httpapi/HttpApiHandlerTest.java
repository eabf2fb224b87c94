package dev.ordersaga.order.httpapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.Context;
import dev.ordersaga.order.web.RunningRest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(RunningRest.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpApiHandlerTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RunningRest rest;
    private final HttpApiHandler http;

    HttpApiHandlerTest(RunningRest rest) {
        this.rest = rest;
        // Read when the clients are built.
        System.setProperty("aws.endpointUrlSfn", rest.toStepFunctions.endpoint().toString());
        System.setProperty("aws.endpointUrlDynamoDb", rest.toDynamoDb.endpoint().toString());
        this.http = new HttpApiHandler(
                "--JWT_ISSUER=" + rest.issuer.issuer(),
                "--STATE_MACHINE_ARN=" + RunningRest.STATE_MACHINE,
                "--REFUND_STATE_MACHINE_ARN=" + RunningRest.REFUND_STATE_MACHINE,
                "--ORDERS_TABLE=" + rest.ordersTable,
                "--PRODUCTS_TABLE=" + rest.productsTable);
        System.clearProperty("aws.endpointUrlSfn");
        System.clearProperty("aws.endpointUrlDynamoDb");
    }

    @AfterAll
    void stop() {
        http.close();
    }

    @Test
    void theCatalogueIsReadThroughAnEventOfTheGateway() throws IOException {
        JsonNode answer = send(event("GET", "/products", Map.of("accept", "application/json")));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
        assertThat(answer.at("/headers/content-type").stringValue()).startsWith("application/json");
        assertThat(answer.path("isBase64Encoded").booleanValue()).isFalse();
        assertThat(JSON.readTree(answer.path("body").stringValue()).findValuesAsString("sku"))
                .contains("TEA-1", "MUG-1");
    }

    @Test
    void anOrderIsPlacedThroughAnEventOfTheGateway() throws IOException {
        JsonNode answer = send(placing(RunningRest.newKey()).put("body", RunningRest.teaFor("customer-http")));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(202);
        JsonNode order = JSON.readTree(answer.path("body").stringValue());
        assertThat(answer.at("/headers/location").stringValue())
                .isEqualTo("/orders/" + order.path("id").stringValue());
        assertThat(order.path("status").stringValue()).isEqualTo("PENDING");
        assertThat(rest.stepFunctions
                        .inputOf(order.path("id").stringValue())
                        .path("customerId")
                        .stringValue())
                .isEqualTo("customer-http");
    }

    @Test
    void theDeskKnowsItsAddressAndItsBrowsersThroughTheGateway() throws IOException {
        ObjectNode begin = event("GET", "/desk/sign-in/issuer", Map.of("x-forwarded-host", "elsewhere.example"));
        begin.withObject("/requestContext").put("domainName", "desk.example");
        JsonNode begun = send(begin);

        assertThat(begun.path("statusCode").intValue()).isEqualTo(302);
        assertThat(begun.at("/headers/location").stringValue())
                .startsWith(rest.issuer.issuer() + "/authorize?")
                .contains("redirect_uri=https://desk.example/desk/signed-in");
        String cookie = begun.at("/cookies/0").stringValue();
        assertThat(cookie).startsWith("__Host-desk-sign-in=").contains("Secure", "HttpOnly", "SameSite=Lax");

        ObjectNode end = event("GET", "/desk/signed-in", Map.of());
        end.withObject("/requestContext").put("domainName", "desk.example");
        String state = begun.at("/headers/location").stringValue().replaceFirst(".*[?&]state=([^&]*).*", "$1");
        end.put("rawQueryString", "error=access_denied&state=" + state);
        end.putArray("cookies").add("theme=dark").add(cookie.replaceFirst(";.*", ""));
        JsonNode denied = send(end);

        assertThat(denied.path("statusCode").intValue()).isEqualTo(303);
        assertThat(denied.at("/headers/location").stringValue()).endsWith("/?because=denied");
    }

    @Test
    void aBodyInBase64IsTheSameBody() throws IOException {
        String key = RunningRest.newKey();
        String body = RunningRest.teaFor("customer-http");
        JsonNode plain = send(placing(key).put("body", body));

        JsonNode encoded = send(placing(key)
                .put("isBase64Encoded", true)
                .put("body", Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8))));

        assertThat(encoded.path("body")).isEqualTo(plain.path("body"));
    }

    @Test
    void aQueryReachesTheController() throws IOException {
        JsonNode answer = send(event("GET", "/orders", Map.of("authorization", authorization()))
                .put("rawQueryString", "status=NO%20SUCH"));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(400);
        assertThat(answer.at("/headers/content-type").stringValue()).startsWith("application/problem+json");
    }

    @Test
    void aPathThatTheGatewayDecodedIsEncodedAgain() throws IOException {
        JsonNode answer = send(event("GET", "/orders/no such order", Map.of("authorization", authorization())));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(404);
    }

    @Test
    void withoutATokenNothingOfAnOrderIsTold() throws IOException {
        JsonNode answer = send(event("GET", "/orders/no-such-order", Map.of()));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(401);
        assertThat(answer.at("/headers/www-authenticate").stringValue()).startsWith("Bearer");
    }

    @Test
    void headersOfTheConnectionAreNotPassedOn() throws IOException {
        JsonNode answer = send(event(
                "GET",
                "/products",
                Map.of(
                        "host",
                        "example.execute-api.us-east-1.amazonaws.com",
                        "content-length",
                        "0",
                        "Connection",
                        "close")));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
        assertThat(answer.path("headers").propertyNames()).doesNotContain("transfer-encoding", "connection");
    }

    @Test
    void anEventOfAnotherKindIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        send(JSON.createObjectNode().put("httpMethod", "GET").put("path", "/products")))
                .withMessageContaining("payload format 2.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=%zz", "%", "x=%ff", "="})
    void aQueryThatCannotBeDecodedIsTheRequestsFault(String query) throws IOException {
        JsonNode answer = send(event("GET", "/products", Map.of()).put("rawQueryString", query));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(400);
        assertThat(answer.at("/headers/content-type").stringValue()).startsWith("application/problem+json");
        assertThat(answer.path("body").stringValue()).contains("\"status\":400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=a b", "x={}", "a[]=1", "x=\u00e9", "x=%C3%A9"})
    void aQueryThatTheGatewayDecodedIsEncodedAgain(String query) throws IOException {
        JsonNode answer = send(event("GET", "/products", Map.of()).put("rawQueryString", query));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0080", "\ud83d\ude80", "a\nb", "\u0000"})
    void aHeaderThatNoRequestMayHaveIsTheRequestsFault(String key) throws IOException {
        JsonNode answer = send(placing(key).put("body", RunningRest.teaFor("customer-http")));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(400);
        assertThat(answer.at("/headers/content-type").stringValue()).startsWith("application/problem+json");
    }

    @Test
    void aBodyThatIsNoBase64IsTheRequestsFault() throws IOException {
        JsonNode answer =
                send(placing(RunningRest.newKey()).put("isBase64Encoded", true).put("body", "%%%"));

        assertThat(answer.path("statusCode").intValue()).isEqualTo(400);
    }

    private ObjectNode placing(String key) {
        return event(
                "POST",
                "/orders",
                Map.of("authorization", authorization(), "content-type", "application/json", "idempotency-key", key));
    }

    private String authorization() {
        return "Bearer " + rest.issuer.token("customer-http", "customer");
    }

    private static ObjectNode event(String method, String path, Map<String, String> headers) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", "ANY /{proxy+}")
                .put("rawPath", path)
                .put("rawQueryString", "")
                .put("isBase64Encoded", false);
        headers.forEach(event.putObject("headers")::put);
        event.putObject("requestContext")
                .put("stage", "$default")
                .putObject("http")
                .put("method", method)
                .put("path", path);
        return event;
    }

    private JsonNode send(JsonNode event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        http.handleRequest(new ByteArrayInputStream(JSON.writeValueAsBytes(event)), output, noContext());
        return JSON.readTree(output.toByteArray());
    }

    private static Context noContext() {
        return (Context) Proxy.newProxyInstance(
                HttpApiHandlerTest.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }
}
