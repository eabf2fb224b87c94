package dev.ordersaga.local.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordersaga.local.http.AwsError;
import dev.ordersaga.local.http.Caller;
import dev.ordersaga.local.http.HttpRequest;
import dev.ordersaga.local.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StsServiceTest {

    private final StsService sts = new StsService(new Caller("000000000000", "us-east-1"));

    @Test
    void aCallerIsToldItsAccount() {
        assertThat(answer("GetCallerIdentity", "111122223333"))
                .contains("<GetCallerIdentityResult>", "<Account>111122223333</Account>", "iam::111122223333:root");
        assertThat(answer("GetCallerIdentity", "test")).contains("<Account>000000000000</Account>");
    }

    @Test
    void otherActionsAreRefusedByName() {
        assertThatThrownBy(() -> answer("AssumeRole", "test"))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("AssumeRole");
    }

    private String answer(String action, String accessKey) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/",
                "",
                Map.of(
                        "content-type", List.of("application/x-www-form-urlencoded"),
                        "authorization",
                                List.of("AWS4-HMAC-SHA256 Credential=" + accessKey
                                        + "/20260101/us-east-1/sts/aws4_request, Signature=0")),
                ("Action=" + action + "&Version=2011-06-15").getBytes(StandardCharsets.UTF_8));
        assertThat(sts.handles(request)).isTrue();
        HttpResponse response = sts.answer(request).toCompletableFuture().join();
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
