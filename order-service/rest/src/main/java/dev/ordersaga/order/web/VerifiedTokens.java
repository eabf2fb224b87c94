package dev.ordersaga.order.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers the tokens that were verified, each until it expires, so that a caller's signature is computed once and not at every
 * request. At most {@link #MAX_REMEMBERED} are remembered, those that were used last; a token is known by its SHA-256 and is
 * itself kept only in what it was decoded into. A token that was refused is not remembered.
 */
final class VerifiedTokens implements JwtDecoder {

    static final int MAX_REMEMBERED = 1_000;

    private final JwtDecoder decoder;
    private final Clock clock;

    private final Map<ByteBuffer, Jwt> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Jwt> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    VerifiedTokens(JwtDecoder decoder, Clock clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        ByteBuffer hash = sha256(token);
        Jwt known = find(hash);
        if (known != null) {
            return known;
        }
        Jwt verified = decoder.decode(token);
        if (isValid(verified)) {
            synchronized (remembered) {
                remembered.put(hash, verified);
            }
        }
        return verified;
    }

    private @Nullable Jwt find(ByteBuffer hash) {
        synchronized (remembered) {
            Jwt known = remembered.get(hash);
            if (known != null && !isValid(known)) {
                remembered.remove(hash);
                return null;
            }
            return known;
        }
    }

    private boolean isValid(Jwt token) {
        Instant expires = token.getExpiresAt();
        Instant now = clock.instant();
        return expires != null
                && now.isBefore(expires)
                && (token.getNotBefore() == null || !now.isBefore(token.getNotBefore()));
    }

    private static ByteBuffer sha256(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }
}
