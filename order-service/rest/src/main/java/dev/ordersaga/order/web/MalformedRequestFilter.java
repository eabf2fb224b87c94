package dev.ordersaga.order.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Answers a request whose parameters cannot be read, or that the firewall of Spring Security refuses, as the fault of the
 * request that it is. Both are told by exceptions that are thrown at whoever first asks for a parameter or a header, which
 * without this filter would be faults of ours.
 */
final class MalformedRequestFilter extends OncePerRequestFilter {

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain rest)
            throws IOException, ServletException {
        try {
            if (request.getQueryString() != null) {
                // Reads the query now, so that what is wrong with it is said before anything is done.
                request.getParameterMap();
            }
            rest.doFilter(request, response);
        } catch (InvalidParameterException unreadable) {
            answer(request, response, statusOf(unreadable), UNREADABLE_PARAMETERS);
        } catch (RequestRejectedException refused) {
            refuse(request, response);
        }
    }

    static final String UNREADABLE_PARAMETERS = "the parameters of the request cannot be read";
    static final String REFUSED = "the request has a method, a path or a header that is not allowed";

    /** What Spring Security's firewall has refused. */
    static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(request, response, HttpStatus.BAD_REQUEST, REFUSED);
    }

    /** A page for a person's browser, a problem detail for every other client. */
    private static void answer(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String detail)
            throws IOException {
        if (!RefusedPage.isWanted(request.getHeader(HttpHeaders.ACCEPT))) {
            ProblemWriter.write(request, response, status, detail);
        } else if (!response.isCommitted()) {
            response.setStatus(status.value());
            RefusedPage.write(response, detail);
        }
    }

    /** Tomcat tells parameters that cannot be decoded from those that are too many or too long. */
    static HttpStatus statusOf(InvalidParameterException unreadable) {
        HttpStatus told = HttpStatus.resolve(unreadable.getErrorCode());
        return told != null && told.is4xxClientError() ? told : HttpStatus.BAD_REQUEST;
    }
}
