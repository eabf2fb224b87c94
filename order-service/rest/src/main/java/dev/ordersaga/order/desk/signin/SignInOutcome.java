package dev.ordersaga.order.desk.signin;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Why somebody who is not signed in came to the first page, as its address says. */
public enum SignInOutcome {
    DENIED("denied", "You did not sign in."),
    EXPIRED(
            "expired",
            "That sign-in is no longer known: it was used, took longer than ten minutes, or began in another browser. Begin anew."),
    FAILED("failed", "The issuer's answer could not be used. Begin anew."),
    AWAY("away", "The issuer does not answer, so nobody can sign in now. Try again in a moment."),
    ENDED("ended", "Sign in to see that page."),
    SIGNED_OUT("signed-out", "You are signed out.");

    /** The parameter of the first page. */
    public static final String PARAMETER = "because";

    private static final String NOT_OURS = "authorization_request_not_found";

    private final String code;
    private final String text;

    SignInOutcome(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** In words, for the person. */
    public String text() {
        return text;
    }

    /** What an address says. */
    public static Optional<SignInOutcome> of(@Nullable String code) {
        return Arrays.stream(values()).filter(known -> known.code.equals(code)).findFirst();
    }

    String address() {
        return LocalPath.HOME + "?" + PARAMETER + "=" + code;
    }

    static SignInOutcome of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IssuerAway || cause instanceof IOException) {
                return AWAY;
            }
        }
        if (failure instanceof OAuth2AuthenticationException refused) {
            return switch (refused.getError().getErrorCode()) {
                case OAuth2ErrorCodes.ACCESS_DENIED -> DENIED;
                case NOT_OURS -> EXPIRED;
                default -> FAILED;
            };
        }
        return FAILED;
    }
}
