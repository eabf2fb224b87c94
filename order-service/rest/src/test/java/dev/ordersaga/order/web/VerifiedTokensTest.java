package dev.ordersaga.order.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;

class VerifiedTokensTest {

    private final MovingClock clock = new MovingClock();
    private final AtomicInteger verified = new AtomicInteger();
    private final VerifiedTokens tokens = new VerifiedTokens(this::verify, clock);

    @Test
    void aTokenIsVerifiedOnce() {
        tokens.decode("one");
        tokens.decode("one");

        assertThat(verified).hasValue(1);
    }

    @Test
    void anotherTokenIsAnotherOne() {
        assertThat(tokens.decode("one").getTokenValue()).isEqualTo("one");
        assertThat(tokens.decode("two").getTokenValue()).isEqualTo("two");
        assertThat(verified).hasValue(2);
    }

    @Test
    void aTokenIsNotRememberedLongerThanItIsValid() {
        tokens.decode("one");
        clock.now = clock.now.plusSeconds(60);

        tokens.decode("one");
        tokens.decode("one");

        assertThat(verified).hasValue(3);
    }

    @Test
    void aTokenThatWasRefusedIsLookedAtAgain() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(BadJwtException.class).isThrownBy(() -> tokens.decode("bad"));
        }
        assertThat(verified).hasValue(2);
    }

    @Test
    void onlySoManyAreRememberedAndThoseUsedLast() {
        tokens.decode("first");
        for (int i = 1; i < VerifiedTokens.MAX_REMEMBERED; i++) {
            tokens.decode("token-" + i);
        }
        tokens.decode("first");
        tokens.decode("one more");
        verified.set(0);

        tokens.decode("first");
        tokens.decode("token-1");

        assertThat(verified).hasValue(1);
    }

    private Jwt verify(String token) {
        verified.incrementAndGet();
        if (token.equals("bad")) {
            throw new BadJwtException("bad");
        }
        return Jwt.withTokenValue(token)
                .header("alg", "ES256")
                .subject("ada")
                .expiresAt(Instant.EPOCH.plusSeconds(60))
                .build();
    }

    private static final class MovingClock extends Clock {

        private Instant now = Instant.EPOCH;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
