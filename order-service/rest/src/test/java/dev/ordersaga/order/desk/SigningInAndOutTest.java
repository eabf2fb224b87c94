package dev.ordersaga.order.desk;

import static dev.ordersaga.order.desk.Browser.whereTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ordersaga.order.web.RunningRest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith({RunningRest.Extension.class, OutputCaptureExtension.class})
class SigningInAndOutTest {

    private final RunningRest rest;
    private final Browser browser;

    SigningInAndOutTest(RunningRest rest) {
        this.rest = rest;
        this.browser = new Browser(rest);
        rest.linesAreWhole();
    }

    @Test
    void whoeverIsNotSignedInIsToldWhereTo() {
        HttpResponse<String> first = browser.get("/");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("href=\"/desk/sign-in/issuer\"");
    }

    @ParameterizedTest
    @CsvSource({"customer-1, customer, /desk/orders", "operator-1, operator, /desk/waiting"})
    void whoeverSignsInComesToTheirFirstPage(String subject, String role, String page) {
        assertThat(browser.signIn("", subject, role)).isEqualTo("/");
        assertThat(whereTo(browser.get("/"))).isEqualTo(page);
        assertThat(browser.get(page).body()).contains("<b>" + subject + "</b>", role);
    }

    @Test
    void thePageThatWasAskedForComesAfterTheSignIn() {
        HttpResponse<String> refused = browser.get("/desk/orders?status=REJECTED");
        assertThat(refused.statusCode()).isEqualTo(303);
        assertThat(whereTo(refused)).isEqualTo("/?because=ended&to=%2Fdesk%2Forders%3Fstatus%3DREJECTED");
        assertThat(browser.get(whereTo(refused)).body())
                .contains("/desk/sign-in/issuer?to=%2Fdesk%2Forders%3Fstatus%3DREJECTED");

        assertThat(browser.signIn("?to=%2Fdesk%2Forders%3Fstatus%3DREJECTED", "operator-1", "operator"))
                .isEqualTo("/desk/orders?status=REJECTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "//example.com/",
                "/desk//example.com",
                "/desk/..//example.com",
                "/\\example.com",
                "/desk/orders\r\nSet-Cookie: a=b",
                "/desk/sign-out",
                "javascript:alert(1)",
                "/orders"
            })
    void nobodyIsSentElsewhereAfterTheSignIn(String to) {
        assertThat(browser.signIn("?" + Browser.encoded(Map.of("to", to)), "customer-1", "customer"))
                .isEqualTo("/");
    }

    @Test
    void theSessionIsACookieThatNoScriptReadsAndNoOtherSiteSends() {
        String callback = browser.clicked(browser.begin(""), Map.of("subject", "customer-1", "role", "customer"));

        assertThat(browser.get(callback).headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("desk-session="))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/"));
    }

    @Test
    void aSignInBeginsANewSessionAndEndsTheOldOne() {
        browser.cookies.put("desk-session", "A".repeat(43));
        browser.signIn("", "customer-1", "customer");
        String first = browser.cookies.get("desk-session");
        assertThat(first).isNotEqualTo("A".repeat(43));

        browser.signIn("", "operator-1", "operator");

        assertThat(browser.cookies.get("desk-session")).isNotEqualTo(first);
        browser.cookies.put("desk-session", String.valueOf(first));
        assertThat(browser.get("/desk/orders").statusCode()).isEqualTo(303);
    }

    @Test
    void signingOutEndsTheSessionHereAndAtTheIssuer() {
        browser.signIn("", "customer-1", "customer");
        String session = browser.cookies.get("desk-session");

        HttpResponse<String> out = browser.post("/desk/sign-out", Map.of());

        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(out.body())
                .contains("http-equiv=\"refresh\"", rest.issuer.issuer() + "/logout?client_id=order-saga")
                .contains("%2Fdesk%2Fsigned-out")
                .doesNotContain("id_token");
        assertThat(browser.cookies).doesNotContainKey("desk-session");
        // Also for whoever has copied it.
        browser.cookies.put("desk-session", String.valueOf(session));
        assertThat(browser.get("/desk/orders").statusCode()).isEqualTo(303);
        assertThat(browser.get(whereTo(browser.get("/desk/signed-out"))).body()).contains("You are signed out.");
    }

    @Test
    void aCodeIsGoodOnce() {
        String callback = browser.clicked(browser.begin(""), Map.of("subject", "customer-1", "role", "customer"));
        Map<String, String> before = Map.copyOf(browser.cookies);
        assertThat(whereTo(browser.get(callback))).isEqualTo("/");

        assertThat(whereTo(browser.get(callback))).isEqualTo("/?because=expired");
        browser.cookies.clear();
        browser.cookies.putAll(before);
        assertThat(whereTo(browser.get(callback))).isEqualTo("/?because=expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?code=x",
                "?code=x&state=y",
                "?error=access_denied&state=y",
                "?state=%3Cscript%3E&code=%3Cscript%3E",
                "?code=x&state=y&state=z",
            })
    void anAnswerThatNobodyAskedForIsToldByAPage(String query) {
        String where = whereTo(browser.get("/desk/signed-in" + query));

        assertThat(where).isIn("/?because=expired", "/?because=failed");
        HttpResponse<String> page = browser.get(where);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Begin anew.").doesNotContain("<script>");
    }

    @Test
    void anotherBrowsersAnswerIsNotTaken() {
        String callback = browser.clicked(browser.begin(""), Map.of("subject", "customer-1", "role", "customer"));
        Browser victim = new Browser(rest);
        victim.begin("");

        assertThat(whereTo(victim.get(callback))).isEqualTo("/?because=expired");
        assertThat(victim.cookies).doesNotContainKey("desk-session");
    }

    @Test
    void whoeverDoesNotSignInIsTold() {
        String callback = browser.clicked(browser.begin(""), Map.of("cancel", "yes"));

        assertThat(whereTo(browser.get(callback))).isEqualTo("/?because=denied");
        assertThat(browser.get("/?because=denied").body()).contains("You did not sign in.");
    }

    @Test
    void aCodeThatTheIssuerDoesNotTakeIsToldByAPage() {
        String callback = browser.clicked(browser.begin(""), Map.of("subject", "customer-1", "role", "customer"))
                .replaceFirst("code=[^&]+", "code=another");

        assertThat(whereTo(browser.get(callback))).isEqualTo("/?because=failed");
    }

    @Test
    void noTokenAndNoSecretIsInALogOrInAnAddress(CapturedOutput output) {
        String issuer = browser.begin("");
        String callback = browser.clicked(issuer, Map.of("subject", "customer-1", "role", "customer"));
        browser.get(callback);
        String next = whereTo(browser.get("/"));
        String session = String.valueOf(browser.cookies.get("desk-session"));

        assertThat(issuer).contains("code_challenge_method=S256", "nonce=").doesNotContain("code_verifier");
        assertThat(next).isEqualTo("/desk/orders");
        assertThat(output.getAll()).doesNotContain(session, "eyJ", callback.replaceFirst(".*code=", ""));
        assertThat(browser.get("/desk/orders").body()).doesNotContain(session, "eyJ");
    }

    @Test
    void tokensCountForNothingAtTheDeskAndSessionsForNothingAtRest() {
        String token = rest.issuer.token("operator-1", "operator");
        assertThat(browser.get("/desk/waiting", Map.of("Authorization", "Bearer " + token))
                        .statusCode())
                .isEqualTo(303);

        browser.signIn("", "operator-1", "operator");
        HttpResponse<String> refused = browser.get("/orders?status=PENDING");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}
