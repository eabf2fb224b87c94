package dev.ordersaga.order.desk.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;

/**
 * Sign-ins that have begun and wait for the issuer's answer, one a browser: its state, its nonce and its proof key, which never
 * reach the browser, and the page that was asked for. Each is taken once, for ten minutes.
 */
final class PendingSignIns implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    static final Duration TIMEOUT = Duration.ofMinutes(10);

    /** The parameter, and the attribute of an answered request, that says where to go after the sign-in. */
    static final String TO = "to";

    private static final Set<String> ATTRIBUTES =
            Set.of(OAuth2ParameterNames.REGISTRATION_ID, PkceParameterNames.CODE_VERIFIER, OidcParameterNames.NONCE);

    private final BrowserStore kept;
    private final Clock clock;

    PendingSignIns(BrowserStore kept, Clock clock) {
        this.kept = kept;
        this.clock = clock;
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request, HttpServletResponse response) {
        if (begun == null) {
            return;
        }
        Map<String, String> facts = new HashMap<>();
        facts.put("authorizationUri", begun.getAuthorizationUri());
        facts.put("clientId", begun.getClientId());
        facts.put("redirectUri", Objects.requireNonNull(begun.getRedirectUri()));
        facts.put("scopes", String.join(" ", begun.getScopes()));
        facts.put("state", Objects.requireNonNull(begun.getState()));
        ATTRIBUTES.forEach(name -> facts.put(name, Objects.requireNonNull(begun.<String>getAttribute(name), name)));
        facts.put(TO, LocalPath.of(request.getParameter(TO)));
        String secret = BrowserSecret.make();
        kept.put(secret, facts, clock.instant().plus(TIMEOUT));
        DeskCookie.SIGN_IN.write(request, response, secret);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        return DeskCookie.SIGN_IN
                .read(request)
                .flatMap(kept::find)
                .filter(facts -> answers(facts, request))
                .map(PendingSignIns::read)
                .orElse(null);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        if (loadAuthorizationRequest(request) == null) {
            return null; // and an answer that is not ours does not end a sign-in that waits
        }
        DeskCookie.SIGN_IN.remove(request, response);
        return DeskCookie.SIGN_IN
                .read(request)
                .flatMap(kept::take)
                .map(facts -> {
                    request.setAttribute(TO, facts.get(TO));
                    return read(facts);
                })
                .orElse(null);
    }

    private static boolean answers(Map<String, String> facts, HttpServletRequest request) {
        return fact(facts, "state").equals(request.getParameter(OAuth2ParameterNames.STATE));
    }

    private static OAuth2AuthorizationRequest read(Map<String, String> facts) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri(fact(facts, "authorizationUri"))
                .clientId(fact(facts, "clientId"))
                .redirectUri(fact(facts, "redirectUri"))
                .scopes(Set.copyOf(Arrays.asList(fact(facts, "scopes").split(" ", -1))))
                .state(fact(facts, "state"))
                .attributes(attributes -> ATTRIBUTES.forEach(name -> attributes.put(name, fact(facts, name))))
                .build();
    }

    private static String fact(Map<String, String> facts, String name) {
        return Objects.requireNonNull(facts.get(name), name);
    }
}
