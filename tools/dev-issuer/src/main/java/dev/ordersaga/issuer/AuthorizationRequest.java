package dev.ordersaga.issuer;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A request to sign somebody in (RFC 6749, section 4.1.1; OpenID Connect Core, section 3.1.2.1) with a proof key (RFC 7636).
 *
 * @param challenge the SHA-256 of the verifier that the code will be asked for with
 * @param nonce what the ID token repeats, null when the client sent none
 */
record AuthorizationRequest(
        String clientId,
        URI redirectUri,
        String scope,
        @Nullable String state,
        @Nullable String nonce,
        String challenge) {

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** What cannot be granted, and may be told to the client because the address it is told at is sound. */
    static final class Returned extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient IssuerAnswer answer;

        private Returned(String error, IssuerAnswer answer) {
            super(error);
            this.answer = answer;
        }

        IssuerAnswer answer() {
            return answer;
        }
    }

    /**
     * Reads a request.
     *
     * @throws Refused when the client or its address are not sound: then nobody may be sent there
     * @throws Returned when something else is wrong, which the client is told (RFC 6749, section 4.1.2.1)
     */
    static AuthorizationRequest read(RequestParameters parameters) {
        String client = parameters.need("client_id");
        URI redirect = loopback("redirect_uri", parameters.need("redirect_uri"));
        String state = parameters.find("state");
        String scope = parameters.find("scope", "");
        AuthorizationRequest request = new AuthorizationRequest(
                client, redirect, scope, state, parameters.find("nonce"), parameters.find("code_challenge", ""));
        if (!"code".equals(parameters.find("response_type"))) {
            throw request.returned("unsupported_response_type", "response_type must be code");
        }
        if (!Arrays.asList(scope.split(" ", -1)).contains("openid")) {
            throw request.returned("invalid_scope", "scope must contain openid");
        }
        if (!CHALLENGE.matcher(request.challenge).matches()
                || !"S256".equals(parameters.find("code_challenge_method"))) {
            throw request.returned("invalid_request", "a code_challenge of the method S256 is needed");
        }
        return request;
    }

    /**
     * An address of this machine: it is for development, and would send codes to no other.
     *
     * @throws Refused when it is none
     */
    static URI loopback(String name, String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && LOOPBACK.contains(uri.getHost()) && uri.getUserInfo() == null && uri.getFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // as below
        }
        throw new Refused(
                400, "invalid_request", name + " must be an address of this machine, such as http://127.0.0.1:8080/");
    }

    /** What a page of ours sends on, field by field. */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("response_type", "code");
        fields.put("client_id", clientId);
        fields.put("redirect_uri", redirectUri.toString());
        fields.put("scope", scope);
        if (state != null) {
            fields.put("state", state);
        }
        if (nonce != null) {
            fields.put("nonce", nonce);
        }
        fields.put("code_challenge", challenge);
        fields.put("code_challenge_method", "S256");
        return fields;
    }

    /** Back to the client, with a code or an error. */
    IssuerAnswer answer(Map<String, String> parameters, String issuer) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (state != null) {
            all.put("state", state);
        }
        // RFC 9207: whose answer it is.
        all.put("iss", issuer);
        return IssuerAnswer.redirect(with(redirectUri, all));
    }

    private Returned returned(String error, String description) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("error", error);
        told.put("error_description", description);
        if (state != null) {
            told.put("state", state);
        }
        return new Returned(error, IssuerAnswer.redirect(with(redirectUri, told)));
    }

    static String with(URI address, Map<String, String> parameters) {
        StringBuilder text = new StringBuilder(address.toString());
        char separator = address.getRawQuery() == null ? '?' : '&';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text.append(separator)
                    .append(encoded(parameter.getKey()))
                    .append('=')
                    .append(encoded(parameter.getValue()));
            separator = '&';
        }
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
