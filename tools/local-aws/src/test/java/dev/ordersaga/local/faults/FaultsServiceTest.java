package dev.ordersaga.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsServiceTest {

    private final Faults faults = new Faults();
    private final FaultsService service = new FaultsService(faults);

    @Test
    void aFaultIsAskedForListedAndTakenBack() {
        HttpResponse added = send(
                "POST",
                "{\"function\":\"payment\",\"match\":{\"action\":\"refund\"},\"kind\":\"error-after\",\"error\":\"E\",\"times\":2}");

        assertThat(added.status()).isEqualTo(201);
        assertThat(faults.list()).singleElement().satisfies(state -> {
            assertThat(state.fault().kind()).isEqualTo(FaultKind.ERROR_AFTER);
            assertThat(state.fault().times()).isEqualTo(2);
        });
        assertThat(text(send("GET", "")))
                .isEqualTo(
                        "{\"faults\":[{\"function\":\"payment\",\"match\":{\"action\":\"refund\"},\"kind\":\"error-after\","
                                + "\"error\":\"E\",\"times\":2,\"delayMillis\":0,\"used\":0}]}");
        assertThat(text(send("DELETE", ""))).isEqualTo("{\"faults\":[]}");
        assertThat(faults.list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | Not JSON",
                "[] | A fault is a JSON object",
                "{\"kind\":\"throttle\"} | function is missing",
                "{\"function\":\"f\"} | kind is missing",
                "{\"function\":\"f\",\"kind\":\"explode\"} | Unknown kind explode",
                "{\"function\":\"f\",\"kind\":\"throttle\",\"times\":0} | times must be 1 or more",
                "{\"function\":\"f\",\"kind\":\"throttle\",\"times\":\"2\"} | times must be a whole number",
                "{\"function\":\"f\",\"kind\":\"throttle\",\"match\":[]} | match must be an object",
                "{\"function\":\"f\",\"kind\":\"throttle\",\"delayMillis\":-1} | delayMillis must be 0 or more",
                "{\"function\":\"f\",\"kind\":\"throttle\",\"retries\":1} | Unknown field retries"
            })
    void whatIsNotAFaultIsRefusedWithAReasonAndChangesNothing(String body, String reason) {
        HttpResponse refused = send("POST", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(text(refused)).contains(reason);
        assertThat(faults.list()).isEmpty();
    }

    @Test
    void otherMethodsAreRefused() {
        assertThat(send("PUT", "").status()).isEqualTo(405);
    }

    private HttpResponse send(String method, String body) {
        HttpRequest request =
                new HttpRequest(method, "/_local/faults", "", Map.of(), body.getBytes(StandardCharsets.UTF_8));
        assertThat(service.handles(request)).isTrue();
        return service.answer(request).toCompletableFuture().join();
    }

    private static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
