package dev.ordersaga.issuer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Signs tokens. */
final class Tokens {

    /** The same for all: there is one API. */
    static final String AUDIENCE = "order-saga";

    /** A working day. */
    static final Duration LIFETIME = Duration.ofHours(12);

    private final String issuer;
    private final Clock clock;
    private final RSAKey key;

    Tokens(String issuer, Clock clock, RSAKey key) {
        this.issuer = issuer;
        this.clock = clock;
        this.key = key;
    }

    String issuer() {
        return issuer;
    }

    /** The public key, as a JWK Set (RFC 7517). */
    String publicKeys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    /** A signed JWT (RFC 7519) for this subject in these roles. */
    String token(String subject, List<String> roles) {
        return signed(claims(subject, roles).audience(AUDIENCE));
    }

    /** An ID token (OpenID Connect Core, section 2): who signed in, at which client. */
    String idToken(Codes.Grant grant) {
        return signed(claims(grant.subject(), grant.roles())
                .audience(grant.request().clientId())
                .claim("auth_time", grant.at().getEpochSecond())
                .claim("name", grant.subject())
                .claim("nonce", grant.request().nonce()));
    }

    private JWTClaimsSet.Builder claims(String subject, List<String> roles) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)))
                .jwtID(UUID.randomUUID().toString())
                .claim("roles", roles);
    }

    private String signed(JWTClaimsSet.Builder claims) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims.build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a token cannot be signed", e);
        }
        return token.serialize();
    }
}
