package dev.ordersaga.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The authorization codes that are out: each is good once, for a minute, and for the client that asked for it. */
final class Codes {

    static final Duration LIFETIME = Duration.ofMinutes(1);

    /** Whoever leaves more sign-ins half done loses the oldest. */
    private static final int MAX_CODES = 1_000;

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /** Who signed in, for which request. */
    record Grant(AuthorizationRequest request, String subject, List<String> roles, Instant at) {}

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Grant> out = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Grant> eldest) {
            return size() > MAX_CODES;
        }
    };

    Codes(Clock clock) {
        this.clock = clock;
    }

    synchronized String give(AuthorizationRequest request, String subject, List<String> roles) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        out.put(code, new Grant(request, subject, roles, clock.instant()));
        return code;
    }

    /**
     * Takes a code back, which is worth nothing from then on, whatever comes of it.
     *
     * @throws Refused unless it is out, young, and presented by the client it was given to, with the address and the proof key of
     *     its request (RFC 6749, section 4.1.3; RFC 7636, section 4.6)
     */
    Grant take(String code, String client, @Nullable String redirectUri, @Nullable String verifier) {
        Grant grant;
        synchronized (this) {
            grant = out.remove(code);
        }
        if (grant == null || clock.instant().isAfter(grant.at().plus(LIFETIME))) {
            throw invalid("the code is not known, was used, or has expired");
        }
        if (!grant.request().clientId().equals(client)
                || !grant.request().redirectUri().toString().equals(redirectUri)) {
            throw invalid("the code was given to another client or another redirect_uri");
        }
        if (verifier == null
                || !VERIFIER.matcher(verifier).matches()
                || !MessageDigest.isEqual(
                        challengeOf(verifier).getBytes(StandardCharsets.US_ASCII),
                        grant.request().challenge().getBytes(StandardCharsets.US_ASCII))) {
            throw invalid("the code_verifier is not that of the code_challenge");
        }
        return grant;
    }

    /** RFC 7636, section 4.2: S256. */
    static String challengeOf(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    private static Refused invalid(String why) {
        return new Refused(400, "invalid_grant", why);
    }
}
