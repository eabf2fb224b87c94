package dev.ordersaga.order.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.ordersaga.cardnumber.CardNumber;
import dev.ordersaga.order.request.IdempotencyKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses a request whose address or idempotency key carries a card number, before anything keeps or repeats either: the id of
 * an order follows from the key, and a problem names its path. Bodies are {@link StrictBody}'s.
 */
final class CardNumberFilter extends OncePerRequestFilter {

    private static final byte[] PROBLEM = ("{\"title\":\"Bad Request\",\"status\":400,"
                    + "\"detail\":\"the request carries a card number in its address or its Idempotency-Key\","
                    + "\"errors\":[{\"field\":\"request\",\"message\":\"looks like a card number and was not kept\"}]}")
            .getBytes(UTF_8);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws IOException, ServletException {
        if (carriesOne(request.getRequestURI())
                || carriesOne(request.getQueryString())
                || Collections.list(request.getHeaders(IdempotencyKey.HEADER)).stream()
                        .anyMatch(CardNumber::standsIn)) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.getOutputStream().write(PROBLEM);
            return;
        }
        rest.doFilter(request, response);
    }

    private static boolean carriesOne(@Nullable String text) {
        if (text == null) {
            return false;
        }
        if (CardNumber.standsIn(text)) {
            return true;
        }
        try {
            return CardNumber.standsIn(URLDecoder.decode(text, UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return false; // and so nothing that a controller could read
        }
    }
}
