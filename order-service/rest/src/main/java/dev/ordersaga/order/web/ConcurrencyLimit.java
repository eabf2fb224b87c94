package dev.ordersaga.order.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets so many requests be worked on at once. Two hundred at once wait here, and not inside a call for DynamoDB until that times out.
 * A request whose body has still to come holds no place: threads there are more, so that slow clients hold up nobody else.
 */
final class ConcurrencyLimit extends OncePerRequestFilter {

    private static final String PLACES = ConcurrencyLimit.class.getName();

    private final Semaphore places;

    ConcurrencyLimit(int places) {
        this.places = new Semaphore(places, true);
    }

    /** Reads what a client sends, as slowly as it may. */
    interface Reading {

        byte[] read() throws IOException;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws IOException, ServletException {
        if (isForm(request)) {
            // Reads the body now. Whoever asked for a parameter later would wait for it in a place.
            request.getParameterMap();
        }
        places.acquireUninterruptibly();
        try {
            request.setAttribute(PLACES, places);
            rest.doFilter(request, response);
        } finally {
            places.release();
        }
    }

    /** Gives the request's place to others while its body comes in. */
    static byte[] withoutAPlace(HttpServletRequest request, Reading body) throws IOException {
        if (!(request.getAttribute(PLACES) instanceof Semaphore held)) {
            return body.read();
        }
        held.release();
        try {
            return body.read();
        } finally {
            held.acquireUninterruptibly();
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
    }
}
