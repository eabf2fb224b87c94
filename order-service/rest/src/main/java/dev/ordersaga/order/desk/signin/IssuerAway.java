package dev.ordersaga.order.desk.signin;

import org.jspecify.annotations.Nullable;

/** Nobody can sign in now, for the issuer does not answer as it should. */
final class IssuerAway extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IssuerAway(String why, @Nullable Throwable cause) {
        super("the issuer of the sign-in: " + why, cause);
    }
}
