package dev.ordersaga.order.desk.signin;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie by which a browser is known. No script reads it, no other site's form sends it, and where the desk is served by
 * https it travels by nothing else and is bound to this host ({@code __Host-}, RFC 6265bis, 4.1.3.2).
 */
enum DeskCookie {
    /** Of whoever is signed in; ends with the browser. */
    SESSION("desk-session"),
    /** Of a sign-in that has begun. */
    SIGN_IN("desk-sign-in");

    private final String plain;

    DeskCookie(String plain) {
        this.plain = plain;
    }

    private String name(HttpServletRequest request) {
        return request.isSecure() ? "__Host-" + plain : plain;
    }

    /** The secret that the browser sent, if it looks like one. */
    Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        return Arrays.stream(cookies)
                .filter(cookie -> cookie.getName().equals(name(request)))
                .map(Cookie::getValue)
                .filter(BrowserSecret::is)
                .findFirst();
    }

    void write(HttpServletRequest request, HttpServletResponse response, String secret) {
        add(request, response, secret, Duration.ofSeconds(-1));
    }

    void remove(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, "", Duration.ZERO);
    }

    private void add(HttpServletRequest request, HttpServletResponse response, String value, Duration age) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name(request), value)
                        .path("/")
                        .httpOnly(true)
                        .sameSite("Lax")
                        .secure(request.isSecure())
                        .maxAge(age)
                        .build()
                        .toString());
    }
}
